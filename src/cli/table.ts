import CliTable from 'cli-table3';
import type { Column } from './command.ts';
import { fitColumns, gap, type Layout, lineWidth } from './table-layout.ts';
import { cutText, textWidth } from './text-width.ts';
import { hue, paint, toneStatus } from './tone.ts';

export interface TableStyle {
  readonly headers: readonly string[];
  /** Of the screen, in columns. */
  readonly width: number;
  readonly color: boolean;
  /** How they behave where there is not enough room. */
  readonly columns: readonly Pick<Column, 'usualWidth' | 'whenNarrow' | 'isHued'>[];
  /** Further rows are still to come, and what is on the screen stays there. */
  readonly isLive: boolean;
  /** Index of the column that is never cut. */
  readonly idColumn: number | undefined;
}

type Line = readonly string[];

/** A table that grows: gives what to print for further rows, and the headers before the first ones. */
export function createTable(style: TableStyle): (rows: readonly Line[]) => string {
  const headers = style.headers.map((header) => header.toUpperCase());
  const usual = (index: number) => (style.isLive ? (style.columns[index]?.usualWidth ?? 0) : 0);
  let widths = headers.map((header, index) => Math.max(textWidth(header), usual(index)));
  let layout: Layout | undefined;
  return (rows) => {
    const isFirst = layout === undefined;
    // Live columns stay where they are on a screen; a file has room for all that comes.
    if (!layout || !style.isLive || style.width === Infinity) {
      widths = widths.map((width, at) => Math.max(width, ...rows.map((row) => textWidth(row[at] ?? ''))));
      layout = layOut(widths, style);
    }
    const lines = [...(isFirst ? drawHead(headers, layout, style) : []), ...drawRows(rows, layout, style)];
    return lines.map((line) => `${line}\n`).join('');
  };
}

function layOut(wanted: readonly number[], { columns, width, isLive, idColumn }: TableStyle): Layout {
  const needs = wanted.map((needed, index) => ({ ...columns[index], width: needed }));
  const layout = fitColumns(needs, width, idColumn);
  const spare = width - lineWidth(layout.widths);
  if (!isLive || spare === Infinity) return layout;
  const last = layout.widths.findLastIndex((shown) => shown > 0);
  return { ...layout, widths: layout.widths.with(last, (layout.widths[last] ?? 0) + spare) };
}

/** One thing, a line for each of its members. Nothing is cut: a long value gets a line of its own. */
export function drawRecord(
  members: readonly (readonly [label: string, value: string])[],
  { width, color }: Pick<TableStyle, 'width' | 'color'>,
): string {
  const labels = Math.max(...members.map(([label]) => textWidth(label)));
  const isLong = (value: string) => textWidth(value) > width - labels - gap.length;
  const lines = draw(
    members.map(([label, value]) => [dimmed(label, color), isLong(value) ? '' : toned(value, color)]),
  );
  return members
    .flatMap(([, value], index) => [lines[index] ?? '', ...(isLong(value) ? [`${gap}${value}`] : [])])
    .map((line) => `${line}\n`)
    .join('');
}

const dimmed = (text: string, color: boolean): string => (color ? paint('dim', text) : text);

const toned = (text: string, color: boolean): string => (color ? toneStatus(text) : text);

function drawHead(headers: Line, layout: Layout, { color }: TableStyle): Line {
  if (!headers.some(Boolean)) return [];
  return draw([cutCells(headers, layout)], layout).map((line) => dimmed(line, color));
}

function drawRows(rows: readonly Line[], layout: Layout, style: TableStyle): Line {
  const { color, idColumn = 0 } = style;
  const lines = draw(
    rows.map((row) => cutCells(row, layout, (cell, index) => colored(cell, row[index] ?? '', style, index))),
    layout,
  );
  if (!layout.isStacked) return lines;
  return rows.flatMap((row, index) => [lines[index] ?? '', `${gap}${dimmed(row[idColumn] ?? '', color)}`]);
}

const cutCells = (
  row: Line,
  { widths }: Layout,
  paintCell = (cell: string, _index: number): string => cell,
): string[] =>
  row.flatMap((cell, index) => (widths[index] ? [paintCell(cutText(cell, widths[index]), index)] : []));

function colored(cell: string, whole: string, { color, columns }: TableStyle, index: number): string {
  return color && columns[index]?.isHued ? hue(cell, whole) : toned(cell, color);
}

function draw(rows: readonly Line[], layout?: Layout): string[] {
  const table = new CliTable({
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    ...(layout && { colWidths: layout.widths.filter((width) => width > 0) }),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

const borderless = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: gap },
};
