export interface Layout {
  /** Columns of the screen for each column of the table; 0 for one that is not in the line. */
  readonly widths: readonly number[];
  /** The id stands below its row, since beside the other cells there is no place for it. */
  readonly isStacked: boolean;
}

/** Between two columns. */
export const gap = '  ';

// Below this a cell says too little; then the id, which is never cut, goes to a line of its own.
const readable = 14;

/** Fits columns of the given widths into the screen by cutting the widest, never the one with the id. */
export function fitColumns(wanted: readonly number[], screen: number, idColumn: number | undefined): Layout {
  const room = screen - gap.length * (wanted.length - 1);
  if (sum(wanted) <= room) return { widths: wanted, isStacked: false };
  if (idColumn === 0 && wanted.length === 1) return { widths: wanted, isStacked: false };
  if (idColumn === undefined) return { widths: shrink(wanted, room), isStacked: false };
  const id = wanted[idColumn] ?? 0;
  const others = wanted.with(idColumn, 0);
  if (id + sum(others.map((width) => Math.min(width, readable))) <= room) {
    return { widths: shrink(others, room - id).with(idColumn, id), isStacked: false };
  }
  return { widths: shrink(others, room + gap.length), isStacked: true };
}

function shrink(wanted: readonly number[], room: number): number[] {
  const widths = [...wanted];
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = Math.max(1, (widths[widest] ?? 0) - 1);
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
