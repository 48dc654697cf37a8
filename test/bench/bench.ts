import { arch, cpus, release } from 'node:os';
import { styleText } from 'node:util';
import { callbackLatency } from './callback-latency.ts';
import { checkpoints } from './checkpoints.ts';
import type { Row } from './measure.ts';
import { startUp } from './start-up.ts';

// Medians of whole runs; `npm run bench -- --quick` is for a look while working.
const isQuick = process.argv.includes('--quick');

const rows = [
  ...(await startUp(isQuick ? 5 : 15)),
  ...(await checkpoints(isQuick ? 1 : 5)),
  ...(await callbackLatency(isQuick ? 30 : 200)),
];
print(rows);

function print(rows: readonly Row[]): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${arch()}, Linux ${release()}`;
  process.stdout.write(`Node ${process.versions.node}, ${machine}\n\n`);
  const heading = ['measure', 'median', 'least – most', 'to node -e 0'];
  const lines = [
    heading,
    ...rows.map(({ measure, median, spread, ratio = '' }) => [measure, median, spread, ratio]),
  ];
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const [index, line] of lines.entries()) {
    const text = line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
    process.stdout.write(`${index === 0 ? styleText('bold', text) : text}\n`);
  }
}
