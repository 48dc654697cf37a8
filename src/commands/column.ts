import type { Cell, Column, Row } from '../cli/command.ts';

type Look = Omit<Column, 'header' | 'value'>;

/** Shows the member at a path such as `Derived.Name`. */
export function column(header: string, path: string, look: Look = {}): Column {
  return { ...look, header, value: (row) => cellOf(memberAt(row, path)) };
}

/** The same for an object, as its JSON. */
export function jsonColumn(header: string, path: string): Column {
  return { header, value: (row) => JSON.stringify(memberAt(row, path)) };
}

/** The same for a list of texts. */
export function listColumn(header: string, path: string): Column {
  return {
    header,
    value: (row) => {
      const list = memberAt(row, path);
      return Array.isArray(list) && list.length > 0 ? list.join(' ') : undefined;
    },
  };
}

/** The same for a member in seconds. */
export function durationColumn(header: string, path: string, look: Look = { whenNarrow: 'keep' }): Column {
  const { value } = column(header, path);
  return {
    ...look,
    header,
    value: (row) => {
      const seconds = value(row);
      return typeof seconds === 'number' ? { duration: seconds * 1000 } : undefined;
    },
  };
}

/** The id of a row: one of its own members. */
export const idOf =
  (name: string) =>
  (row: Row): string =>
    String(row[name] ?? '');

const memberAt = (row: Row, path: string): unknown => path.split('.').reduce<unknown>(memberOf, row);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

function cellOf(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value instanceof Date ? value : undefined;
}
