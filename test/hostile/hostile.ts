import { parseArgs } from 'node:util';
import { Random } from '../random.ts';
import { type KnownValues, type MadeRequest, makeRequest, type Operation } from './made-request.ts';
import { operations } from './operations.ts';
import { type Answer, type Manner, send, sendGarbage } from './send.ts';
import { Victim } from './victim.ts';

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '200000' }, seed: { type: 'string' } },
});
const count = Number(values.requests);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
console.log(`${count} requests from seed ${seed}`);

/** Megabytes by which the emulator may grow once it has seen a fifth of it all; bodies of many are seven each. */
const growth = 400;

const findings = new Map<string, string>();
const statuses = new Map<number, number>();
await using victim = await Victim.start();
const port = Number(new URL(victim.emulator.url).port);
const random = new Random(seed);
let sent = 0;
/** Megabytes after each fifth of the requests; 0 where the system does not tell. */
const memories: number[] = [];

async function work(): Promise<void> {
  while (sent < count && findings.size < 20) {
    if (++sent % Math.floor(count / 5) === 0) memories.push(victim.memory() ?? 0);
    if (random.chance(0.002)) await sendGarbage(port, random);
    else await one();
  }
}

async function one(): Promise<void> {
  const operation = random.of(operations);
  if (!operation) return;
  const made = makeRequest(operation, knownTo(operation), random);
  const manner = random.of<Manner>(random.chance(0.98) ? ['whole'] : ['aborted', 'slow']) ?? 'whole';
  try {
    const answer = await send(port, made, manner);
    if (answer) judge(operation, made, answer);
  } catch (error) {
    note(`${operation.name}: ${error}`, made);
  }
}

// Without its function there would be nothing left to ask for.
const knownTo = ({ name }: Operation): KnownValues =>
  name === 'DeleteFunction' ? new Map([['FunctionName', ['mail']]]) : victim.known;

function judge({ name }: Operation, made: MadeRequest, { status, errorType, body }: Answer): void {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  if (status >= 500) note(`${name}: ${status} ${body.slice(0, 300)}`, made);
  // Too long a path or header is refused before anybody could know what it is about.
  else if (status >= 400 && status !== 431 && !errorType)
    note(`${name}: ${status} without the exception's name`, made);
}

function note(finding: string, { method, path, headers, body }: MadeRequest): void {
  const shown = `${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 300)} ${body?.toString().slice(0, 600)}`;
  if (!findings.has(finding)) findings.set(finding, shown);
}

await Promise.all(Array.from({ length: 64 }, work));
const [early = 0] = memories;
const late = memories.at(-1) ?? 0;
if (late > early + growth)
  findings.set(`the emulator has grown from ${early.toFixed(0)} to ${late.toFixed(0)} MB`, '');
for (const [finding, request] of findings) console.log(`  ${finding}\n    ${request}`);
const told = [...statuses]
  .sort(([one], [other]) => one - other)
  .map(([status, times]) => `${status}: ${times}`);
console.log(
  `${sent} requests, answered with ${told.join(', ')}; memory ${memories.map((megabytes) => megabytes.toFixed(0)).join(' ')} MB`,
);
console.log(`${findings.size} findings`);
process.exitCode = findings.size > 0 ? 1 : 0;
