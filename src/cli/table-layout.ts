import type { Column } from './command.ts';

export interface Layout {
  /** Columns of the screen for each column of the table; 0 for one that is not in the line. */
  readonly widths: readonly number[];
  /** The id stands below its row, since beside the other cells there is no place for it. */
  readonly isStacked: boolean;
}

export interface Wanted {
  /** Columns of the screen that its cells need. */
  readonly width: number;
  readonly whenNarrow?: Column['whenNarrow'];
}

/** Between two columns. */
export const gap = '  ';

// An id wider than this goes to a line of its own, when the others would get less beside it.
const readable = 14;

// With less than this a cell says nothing.
const least = 8;

/** Fits columns into the screen: the widest are cut, some left out, and the id is never cut. */
export function fitColumns(wanted: readonly Wanted[], screen: number, idColumn: number | undefined): Layout {
  const id = idColumn === undefined ? undefined : wanted[idColumn];
  const all = wanted.map((column): Candidate => ({ ...column, isId: column === id }));
  if (!id || fits(all, screen) || id.width <= readable || all.length === 1) return inLine(all, screen);
  if (id.whenNarrow !== 'drop' && fits(all.map(cutTo(readable)), screen)) return inLine(all, screen);
  const others = all.map((column) => (column.isId ? { width: 0 } : column));
  return { ...inLine(others, screen), isStacked: id.whenNarrow !== 'drop' };
}

interface Candidate extends Wanted {
  readonly isId?: boolean;
}

function inLine(all: readonly Candidate[], screen: number): Layout {
  let shown = all;
  for (const index of dropOrder(all)) {
    if (fits(shown.map(cutTo(least)), screen)) break;
    shown = shown.with(index, { width: 0 });
  }
  return { widths: shrink(shown, screen), isStacked: false };
}

/** Indexes of what may be left out: first what is meant to be, last what is never cut; one always stays. */
function dropOrder(all: readonly Candidate[]): number[] {
  return all
    .map((column, index) => ({ index, rank: rankOf(column), width: column.width }))
    .filter(({ width }) => width > 0)
    .sort((a, b) => a.rank - b.rank || b.index - a.index)
    .slice(0, -1)
    .map(({ index }) => index);
}

function rankOf({ whenNarrow, isId }: Candidate): number {
  if (whenNarrow === 'drop') return 0;
  if (isId) return 3;
  return whenNarrow === 'keep' ? 2 : 1;
}

function shrink(shown: readonly Candidate[], screen: number): number[] {
  const widths = shown.map(({ width }) => width);
  const floors = shown.map((column) => cutTo(least)(column).width);
  for (let excess = lineWidth(widths) - screen; excess > 0; excess--) {
    const open = widths.map((width, index) => (width > (floors[index] ?? 0) ? width : 0));
    const widest = open.indexOf(Math.max(...open));
    widths[widest] = Math.max(floors[widest] ?? 0, (widths[widest] ?? 0) - 1);
  }
  return widths;
}

const cutTo =
  (limit: number) =>
  (column: Candidate): Candidate =>
    column.isId || column.whenNarrow ? column : { ...column, width: Math.min(column.width, limit) };

const fits = (columns: readonly Wanted[], screen: number): boolean =>
  lineWidth(columns.map(({ width }) => width)) <= screen;

/** Columns of the screen for a line of such cells. */
export function lineWidth(widths: readonly number[]): number {
  const shown = widths.filter((width) => width > 0);
  return shown.reduce((total, one) => total + one, 0) + gap.length * Math.max(0, shown.length - 1);
}
