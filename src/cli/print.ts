import type { Result } from './command.ts';
import { cellStyle, idText, type PrintOptions, widthOf } from './print-options.ts';
import { printRows } from './print-rows.ts';
import { documentText, lineText, shapeOf } from './shape.ts';

/** Says what a command has to say; the only writer to stdout. */
export async function print(result: Result, options: PrintOptions): Promise<void> {
  if (result.kind === 'rows') return printRows(result, options);
  if (options.output !== 'none') await options.io.stdout.write(await contentOf(result, options));
}

type Single = Exclude<Result, { kind: 'rows' }>;
type RecordResult = Extract<Single, { kind: 'record' }>;

async function contentOf(result: Single, options: PrintOptions): Promise<string | Uint8Array> {
  switch (result.kind) {
    case 'record':
      return recordText(result, options);
    case 'bytes':
      return result.bytes;
    case 'text':
      return result.text.replace(/\n?$/, '\n');
    case 'nothing':
      return '';
  }
}

async function recordText(result: RecordResult, options: PrintOptions): Promise<string> {
  const { record, columns, id } = result;
  const { output, query } = options;
  if (output === 'json') return documentText(record, query);
  if (output === 'jsonl') return lineText(record, query);
  if (output === 'id') return id === undefined ? '' : idText(id, options);
  if (output === 'table') return recordTable(result, options);
  return `${shapeOf(columns, cellStyle(options), query).cells(record).join('\t')}\n`;
}

async function recordTable({ record, columns }: RecordResult, options: PrintOptions): Promise<string> {
  const { drawRecord } = await import('./table.ts');
  const known = columns.filter(({ value }) => value(record) !== undefined);
  const { headers, cells } = shapeOf(known, cellStyle(options), options.query);
  const values = cells(record);
  const { color } = options.io.stdout;
  return drawRecord(
    headers(record).map((header, index) => [header, values[index] ?? '']),
    { width: widthOf(options.io), color },
  );
}
