import { type CellStyle, formatCell, oneLine } from './cell.ts';
import type { Column, Row } from './command.ts';
import type { Json, Query } from './query.ts';

/** How a row becomes cells: by a command's columns, or by what --query picked. */
export interface Shape {
  headers(row: Row): readonly string[];
  cells(row: Row): readonly string[];
}

export function shapeOf(columns: readonly Column[], style: CellStyle, query: Query | undefined): Shape {
  if (query) return pickedShape(query);
  return {
    headers: () => columns.map(({ header }) => header),
    cells: (row) => columns.map(({ value }) => formatCell(value(row), style)),
  };
}

function pickedShape(query: Query): Shape {
  return {
    headers: (row) => keysOf(query(plain(row))),
    cells: (row) => cellsOf(query(plain(row))),
  };
}

/** The whole as one JSON document. */
export const documentText = (data: unknown, query: Query | undefined): string =>
  `${JSON.stringify(pick(data, query), null, 2)}\n`;

/** One object as a line of JSON. */
export const lineText = (row: Row, query: Query | undefined): string =>
  `${JSON.stringify(pick(row, query))}\n`;

const pick = (data: unknown, query: Query | undefined): unknown => (query ? query(plain(data)) : data);

// As its JSON says it: times are text, members without a value are gone.
const plain = (data: unknown): Json => JSON.parse(JSON.stringify(data));

function keysOf(picked: Json): string[] {
  if (Array.isArray(picked)) return picked.map(() => '');
  return isObject(picked) ? Object.keys(picked) : [''];
}

function cellsOf(picked: Json): string[] {
  if (Array.isArray(picked)) return picked.map(textOf);
  return isObject(picked) ? Object.values(picked).map(textOf) : [textOf(picked)];
}

const isObject = (json: Json): json is { [member: string]: Json } =>
  typeof json === 'object' && json !== null;

function textOf(picked: Json): string {
  if (picked === null) return '';
  return oneLine(typeof picked === 'object' ? JSON.stringify(picked) : String(picked));
}
