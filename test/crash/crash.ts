import { parseArgs } from 'node:util';
import { crashOnce } from './crash-once.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string' },
    concurrency: { type: 'string', default: '2' },
  },
});
const runs = Number(values.runs);
const firstSeed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
console.log(`${runs} runs from seed ${firstSeed}`);

const totals = { crashes: 0, acknowledged: 0, executions: 0, failures: 0 };
let next = 0;

async function work(): Promise<void> {
  while (next < runs) await one(firstSeed + next++);
}

async function one(seed: number): Promise<void> {
  const report = await crashOnce(seed);
  totals.crashes += report.crashes;
  totals.acknowledged += report.acknowledged;
  totals.executions += report.executions;
  if (report.violations.length === 0) return;
  totals.failures++;
  console.log(
    `seed ${seed} (again with: npm run test:crash -- --runs 1 --seed ${seed}; state in ${report.directory})`,
  );
  for (const violation of report.violations.slice(0, 20)) console.log(`  ${violation}`);
}

await Promise.all(Array.from({ length: Number(values.concurrency) }, work));
const { crashes, acknowledged, executions, failures } = totals;
console.log(
  `${runs} runs, ${crashes} times killed, ${executions} executions, ${acknowledged} acknowledgements: ${failures} runs in which something was lost or doubled`,
);
process.exitCode = failures > 0 ? 1 : 0;
