import { parseArgs } from 'node:util';
import { runSchedule } from './schedule.ts';

const { values } = parseArgs({
  options: { schedules: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const count = Number(values.schedules);
const firstSeed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
console.log(`${count} schedules from seed ${firstSeed}`);

let steps = 0;
let crashes = 0;
let failures = 0;
for (let seed = firstSeed; seed < firstSeed + count && failures < 10; seed++) {
  const report = await runSchedule(seed);
  steps += report.steps;
  crashes += report.crashes;
  if (report.findings.length === 0) continue;
  failures++;
  console.log(`seed ${seed} (again with: npm run test:sim -- --schedules 1 --seed ${seed})`);
  for (const finding of report.findings) console.log(`  ${finding}`);
}
console.log(
  `${count} schedules, ${steps} steps, ${crashes} crashes: ${failures} schedules in which something was wrong`,
);
process.exitCode = failures > 0 ? 1 : 0;
