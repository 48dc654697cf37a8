import type { Result } from './command.ts';
import { cellStyle, type PrintOptions } from './print-options.ts';
import { printRows } from './print-rows.ts';
import { documentText, lineText, shapeOf } from './shape.ts';

/** Says what a command has to say; the only writer to stdout. */
export async function print(result: Result, options: PrintOptions): Promise<void> {
  if (result.kind === 'rows') return printRows(result, options);
  if (options.output !== 'none') await options.io.stdout.write(await contentOf(result, options));
}

type Single = Exclude<Result, { kind: 'rows' }>;

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

async function recordText(
  result: Extract<Single, { kind: 'record' }>,
  options: PrintOptions,
): Promise<string> {
  const { record, columns, id } = result;
  const { output, query, io } = options;
  const shape = shapeOf(columns, cellStyle(options), query);
  if (output === 'json') return documentText(record, query);
  if (output === 'jsonl') return lineText(record, query);
  if (output === 'id') return id === undefined ? '' : `${id}\n`;
  const cells = shape.cells(record);
  if (output === 'tsv') return `${cells.join('\t')}\n`;
  const { drawRecord } = await import('./table.ts');
  const headers = shape.headers(record);
  return drawRecord(
    cells.map((cell, index) => [headers[index] ?? '', cell]),
    io.stdout.color,
  );
}
