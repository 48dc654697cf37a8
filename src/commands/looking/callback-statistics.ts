import type { CallbackOutcome, CallbackRecord } from '../../lambda/callback-record.ts';
import { toIso } from '../../model/time.ts';
import { column, durationColumn } from '../column.ts';
import type { StatisticsRow } from '../output/stats.ts';
import { percentile } from './percentile.ts';

export const groupings = ['name', 'function', 'version', 'day'] as const;

/** By what callbacks are counted together; days are those of UTC on which they began. */
export type Grouping = (typeof groupings)[number];

/** Callbacks that are counted together. */
export interface CallbackGroup {
  readonly label: string;
  readonly records: readonly CallbackRecord[];
}

/** The largest group first; days in their order. */
export function groupCallbacks(
  records: readonly CallbackRecord[],
  grouping: Grouping,
): readonly CallbackGroup[] {
  const groups = [...Map.groupBy(records, labels[grouping])].map(([label, own]) => ({ label, records: own }));
  const bySize = (one: CallbackGroup, other: CallbackGroup) => other.records.length - one.records.length;
  groups.sort((one, other) => (one.label < other.label ? -1 : 1));
  return grouping === 'day' ? groups : groups.sort(bySize);
}

const labels: Readonly<Record<Grouping, (record: CallbackRecord) => string>> = {
  name: ({ Name }) => Name ?? '(no name)',
  function: ({ FunctionName }) => FunctionName,
  version: ({ FunctionName, Version }) => `${FunctionName}:${Version}`,
  day: ({ StartTimestamp }) => toIso(StartTimestamp.getTime()).slice(0, 10),
};

/** What became of a group's callbacks; times in seconds, from start to answer. */
export function statisticsRow({ label, records }: CallbackGroup): StatisticsRow {
  const count = (outcome: CallbackOutcome) => records.filter(({ Outcome }) => Outcome === outcome).length;
  const times = responseTimes(records);
  const seconds = (percent: number) => {
    const time = percentile(times, percent);
    return time === undefined ? undefined : time / 1000;
  };
  return {
    Group: label,
    Derived: {
      Callbacks: records.length,
      Executions: new Set(records.map(({ DurableExecutionArn }) => DurableExecutionArn)).size,
      Succeeded: count('succeeded'),
      Failed: count('failed'),
      TimedOut: count('expired'),
      HeartbeatTimedOut: count('unbeaten'),
      Open: count('open'),
      Lost: count('lost'),
      ResponseSeconds: { P50: seconds(50), P90: seconds(90), P99: seconds(99) },
    },
  };
}

/** Milliseconds, of the answered ones. */
export const responseTimes = (records: readonly CallbackRecord[]): readonly number[] =>
  records.flatMap(({ responseTime }) => responseTime ?? []);

/** `lost`: the execution ended before anybody answered. */
export const statisticsColumns = (grouping: Grouping) => [
  column(grouping, 'Group'),
  column('all', 'Derived.Callbacks'),
  column('executions', 'Derived.Executions', { whenNarrow: 'drop' }),
  column('ok', 'Derived.Succeeded'),
  column('failed', 'Derived.Failed'),
  column('expired', 'Derived.TimedOut'),
  column('no beat', 'Derived.HeartbeatTimedOut'),
  column('open', 'Derived.Open'),
  column('lost', 'Derived.Lost'),
  durationColumn('p50', 'Derived.ResponseSeconds.P50', {}),
  durationColumn('p90', 'Derived.ResponseSeconds.P90', {}),
  durationColumn('p99', 'Derived.ResponseSeconds.P99', {}),
];
