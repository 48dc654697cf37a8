import type { Row, Rows } from './command.ts';
import type { OutputMode } from './global-options.ts';
import { interruptions } from './interruption.ts';
import { cellStyle, idText, type PrintOptions, widthOf } from './print-options.ts';
import { documentText, lineText, shapeOf } from './shape.ts';

type Printer = (rows: Rows, each: EachRow, options: PrintOptions) => Promise<void>;

type EachRow = (call: (row: Row) => Promise<void> | void) => Promise<void>;

export async function printRows(rows: Rows, options: PrintOptions): Promise<void> {
  const { io, output, signal } = options;
  let count = 0;
  await printers[output](
    rows,
    async (call) => {
      for await (const row of rows.rows) {
        count++;
        await call(row);
        if (signal.reason === interruptions.closedPipe) return;
      }
    },
    options,
  );
  if (count === 0 && rows.empty && output !== 'json' && io.stdout.isTerminal) io.note(rows.empty);
}

const printers: Record<OutputMode, Printer> = {
  table: (rows, each, options) => (rows.live ? printGrowingTable : printWholeTable)(rows, each, options),
  tsv(rows, each, options) {
    const { cells } = shapeOf(rows.columns, cellStyle(options), options.query);
    return each((row) => options.io.stdout.write(`${cells(row).join('\t')}\n`));
  },
  async json(_, each, { io, query }) {
    const all: Row[] = [];
    let isWhole = false;
    try {
      await each((row) => void all.push(row));
      isWhole = true;
    } finally {
      // An error before the first row must not look like an empty list.
      if (isWhole || all.length > 0) await io.stdout.write(documentText(all, query));
    }
  },
  jsonl: (_, each, { io, query }) => each((row) => io.stdout.write(lineText(row, query))),
  id: (rows, each, options) => each((row) => options.io.stdout.write(idText(rows.id(row), options))),
  none: (_, each) => each(() => {}),
};

const printWholeTable: Printer = async (rows, each, options) => {
  const all: Row[] = [];
  try {
    await each((row) => void all.push(row));
  } finally {
    // What was found before an error is shown before the error is.
    if (all[0]) await options.io.stdout.write((await tableOf(rows, all[0], options))(all));
  }
};

const printGrowingTable: Printer = async (rows, each, options) => {
  let table: ((rows: readonly Row[]) => string) | undefined;
  await each(async (row) => {
    table ??= await tableOf(rows, row, options);
    await options.io.stdout.write(table([row]));
  });
};

async function tableOf(
  rows: Rows,
  first: Row,
  options: PrintOptions,
): Promise<(rows: readonly Row[]) => string> {
  const { createTable } = await import('./table.ts');
  const { stdout } = options.io;
  const isLive = rows.live === true;
  const { headers, cells } = shapeOf(rows.columns, cellStyle(options, isLive), options.query);
  const idColumn = rows.mayCutId ? -1 : cells(first).indexOf(rows.id(first));
  const table = createTable({
    headers: headers(first),
    width: widthOf(options.io),
    color: stdout.color,
    isLive: isLive && !options.query,
    columns: options.query ? [] : rows.columns,
    idColumn: idColumn < 0 ? undefined : idColumn,
  });
  return (some) => table(some.map(cells));
}
