import * as z from 'zod/mini';
import { type Context, command, flag, type Row } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import { type CallbackRecord, callbackRecords } from '../lambda/callback-record.ts';
import type { Lambda } from '../lambda/client.ts';
import { type ListedExecution, listExecutions } from '../lambda/executions.ts';
import { mapInOrder } from '../lambda/map-in-order.ts';
import { matchName } from '../lambda/name-pattern.ts';
import { undefinedIfGone } from '../lambda/service-error.ts';
import { toIso } from '../model/time.ts';
import { idOf } from './column.ts';
import { functionsArgument } from './functions-argument.ts';
import {
  type CallbackGroup,
  type Grouping,
  groupCallbacks,
  groupings,
  statisticsColumns,
  statisticsRow,
} from './looking/callback-statistics.ts';
import { histogramColumns, histogramRows } from './looking/response-histogram.ts';
import { firstRows } from './rows.ts';
import { scopeOf, scopeOptions } from './scope-options.ts';
import { type Reading, startReading } from './start-reading.ts';
import { countValue } from './values/count-value.ts';
import { maxAgeOption, recently } from './values/max-age.ts';
import { type Moment, momentValue, resolveMoment } from './values/moment.ts';
import { given, textValue } from './values/text-value.ts';

export const stats = command({
  name: 'stats',
  summary: 'count what became of callbacks, and how fast they were answered, out of histories',
  examples: [
    'durcb stats                                of all durable functions, by callback name, last 7 days',
    'durcb stats order --since 30d --by day      of one function, over all its versions',
    "durcb stats 'order-*' --name 'approve*' --histogram",
    "durcb stats -o json --query '[].{name:Group,p90:Derived.ResponseSeconds.P90}'",
  ],
  arguments: { function: functionsArgument },
  options: {
    ...scopeOptions,
    since: flag(
      '--since <time>',
      'callbacks of executions that started after, such as 2h ago (default 7d)',
      z._default(momentValue, { ago: 7 * 86_400_000 }),
    ),
    until: flag('--until <time>', 'and before', z.optional(momentValue)),
    name: flag('--name <pattern>', "callbacks of that name, or such as 'approve*'", textValue),
    by: flag(
      '--by <what>',
      'count together by callback name, function, version or day (default name)',
      z._default(z.enum(groupings), 'name'),
      groupings,
    ),
    histogram: flag('--histogram', 'how many were answered within which time', given),
    limit: flag(
      '--limit <count>',
      'read no more executions than so many, newest first',
      z.optional(countValue),
    ),
    maxAge: maxAgeOption,
  },
  async run(context, input) {
    const functions = scopeOf(input.function, input);
    const { lambda, sayAge } = await recently(context, input.maxAge);
    const period = periodOf(input, context.clock.now());
    const query = { ...functions, ...period };
    const reading = startReading(context, lambda);
    const listed = listExecutions(lambda, query, context.signal, reading.counts);
    const found = firstRows(listed, input.limit, context.io);
    const isWanted = input.name === undefined ? () => true : matchName(input.name);
    const { records, read } = await readAll(context, lambda, found, reading);
    const groups = groupCallbacks(
      records.filter(({ names }) => (names.length > 0 ? names : ['']).some(isWanted)),
      input.by,
    );
    sayWhatWasRead(context, read, period);
    sayAge();
    return {
      kind: 'rows',
      ...(input.histogram ? histogram(context, groups, input.by) : table(groups, input.by)),
      id: idOf('Group'),
      mayCutId: true,
      empty: input.histogram && groups.length > 0 ? 'no callback was answered' : 'no callback',
    };
  },
});

interface Period {
  readonly startedAfter: Date;
  readonly startedBefore: Date | undefined;
}

function periodOf(
  { since, until }: { readonly since: Moment; readonly until: Moment | undefined },
  now: number,
): Period {
  const startedAfter = resolveMoment(since, now);
  const startedBefore = until && resolveMoment(until, now);
  if (startedBefore && startedBefore <= startedAfter)
    throw usageFailure('--until is not after --since', '--since 7d --until 1d is from 7 days to one day ago');
  return { startedAfter, startedBefore };
}

/** How many executions were read. */
interface Read {
  readonly executions: number;
  readonly running: number;
  /** Forgotten by the service between the list and the history. */
  readonly gone: number;
}

// Histories read at a time; fewer go where they are throttled, which the client sees to.
const width = 16;

async function readAll(
  { signal }: Context,
  lambda: Lambda,
  executions: AsyncIterable<ListedExecution>,
  { counts, through }: Reading,
) {
  const records: CallbackRecord[] = [];
  const read = { executions: 0, running: 0, gone: 0 };
  const recordsOf = async ({ DurableExecutionArn, Status }: ListedExecution, either: AbortSignal) => ({
    isRunning: Status === 'RUNNING',
    found: await callbackRecords(lambda, DurableExecutionArn, either).catch(undefinedIfGone),
  });
  for await (const { isRunning, found } of through(mapInOrder(executions, width, recordsOf, signal))) {
    read.executions++;
    counts.executions++;
    if (isRunning) read.running++;
    if (!found) read.gone++;
    records.push(...(found ?? []));
  }
  return { records, read };
}

// Numbers without what they are of would be believed too much.
function sayWhatWasRead(
  { io }: Context,
  { executions, running, gone }: Read,
  { startedAfter, startedBefore }: Period,
): void {
  const until = startedBefore ? ` and before ${toIso(startedBefore.getTime())}` : '';
  const when = `started since ${toIso(startedAfter.getTime())}${until}`;
  const what = `${executions} ${executions === 1 ? 'execution' : 'executions'} ${when}`;
  const more = [running > 0 && `${running} still running`, gone > 0 && `${gone} gone meanwhile`].filter(
    Boolean,
  );
  io.note(`durcb: read ${[what, ...more].join(', ')}; what is past its retention time is not counted`);
}

const table = (groups: readonly CallbackGroup[], by: Grouping) => ({
  columns: statisticsColumns(by),
  rows: groups.map(statisticsRow),
});

function histogram({ config, io }: Context, groups: readonly CallbackGroup[], by: Grouping) {
  const rows: readonly Row[] = groups.flatMap(histogramRows);
  const labels = Math.min(longestLabel, Math.max(by.length, ...groups.map(({ label }) => label.length)));
  const room = (io.stdout.isTerminal ? io.stdout.width : 80) - labels - besideBars;
  const isDrawn = config.output === 'table' && room >= shortestBar;
  return { columns: histogramColumns(by, isDrawn ? Math.min(60, room) : 0), rows };
}

// The spans, the counts, and what is between columns.
const besideBars = 28;
// Of a longer one the end is cut, and not the bars.
const longestLabel = 30;
const shortestBar = 5;
