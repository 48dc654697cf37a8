import type { Column } from '../../cli/command.ts';
import { column } from '../column.ts';
import type { HistogramRow } from '../output/stats.ts';
import { type CallbackGroup, type Grouping, responseTimes } from './callback-statistics.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

// From an answer by a machine to one by a department.
const bounds: readonly (readonly [label: string, below: number])[] = [
  ['under 1s', second],
  ['1s to 10s', 10 * second],
  ['10s to 1m', minute],
  ['1m to 10m', 10 * minute],
  ['10m to 1h', hour],
  ['1h to 6h', 6 * hour],
  ['6h to 1d', day],
  ['1d to 7d', 7 * day],
  ['7d and more', Infinity],
];

/** How many callbacks of a group were answered within which time: a row for each span, from the shortest seen to the longest. */
export function histogramRows({ label, records }: CallbackGroup): readonly HistogramRow[] {
  const times = responseTimes(records);
  const counts = bounds.map(([span, below], index) => {
    const from = bounds[index - 1]?.[1] ?? 0;
    return { span, from, below, count: times.filter((time) => time >= from && time < below).length };
  });
  const first = counts.findIndex(({ count }) => count > 0);
  const last = counts.findLastIndex(({ count }) => count > 0);
  return counts.slice(Math.max(0, first), last + 1).map(({ span, from, below, count }) => ({
    Group: label,
    Derived: {
      Span: span,
      FromSeconds: from / second,
      BelowSeconds: below === Infinity ? undefined : below / second,
      Answered: count,
      Share: count / times.length,
    },
  }));
}

/** With bars of up to so many characters, or without any. */
export const histogramColumns = (grouping: Grouping, barLength: number): readonly Column[] => [
  column(grouping, 'Group'),
  column('answered in', 'Derived.Span', { whenNarrow: 'keep' }),
  column('callbacks', 'Derived.Answered', { whenNarrow: 'keep' }),
  ...(barLength > 0 ? [barColumn(barLength)] : []),
];

function barColumn(length: number): Column {
  const share = column('share', 'Derived.Share');
  const bar = (part: number) => '█'.repeat(Math.max(part > 0 ? 1 : 0, Math.round(part * length)));
  return { header: 'share', value: (row) => bar(Number(share.value(row))), whenNarrow: 'keep' };
}
