import type { TestContext } from 'node:test';
import type { Command } from '../../src/emulator/engine/command.ts';
import { decide, start } from '../../src/emulator/engine/decide.ts';
import type { FunctionDefinition } from '../../src/emulator/functions/functions.ts';
import { firstStep, nextStep, type Step } from '../../src/emulator/host/index-entry.ts';
import type { Journal } from '../../src/emulator/journal/journal.ts';
import { openMemoryJournal } from '../../src/emulator/journal/memory-journal.ts';
import { defaultPlace, formatExecutionArn } from '../../src/model/arn.ts';
import { limits } from '../../src/model/limits.ts';
import type { OperationUpdate } from '../../src/model/wire.ts';
import { checkpoint, invoke, succeedCallback, suspend, update } from '../emulator/engine/commands.ts';
import { emulatorOnJournal } from '../emulator/host/emulator-on-journal.ts';
import { ManualClock } from '../manual-clock.ts';

export interface LargeAccount {
  readonly url: string;
  readonly clock: ManualClock;
}

/**
 * An emulator with many functions and executions, none of which was ever run. Functions are called `order-0`, `stock-1`,
 * `order-2` …, and every third has the tag `team=pay`; versions take turns. Of five executions one has ended, one has had
 * its answer, one has two open callbacks and two have one.
 */
export async function largeAccount(
  t: TestContext,
  { functions, executions }: { readonly functions: number; readonly executions: number },
): Promise<LargeAccount> {
  const clock = new ManualClock();
  const names = Array.from({ length: functions }, (_, index) => `${index % 2 ? 'stock' : 'order'}-${index}`);
  const journal = openMemoryJournal();
  for (let index = 0; index < executions; index++)
    await append(journal, storyOf(names[turnOf(index, functions)] ?? '', index, clock.now()));
  clock.advance(executions * 1000);
  const { emulator } = await emulatorOnJournal(t, journal, names.map(definitionOf), { clock });
  return { url: emulator.url, clock };
}

// Another one in every round, so that each function has executions of every kind.
const turnOf = (index: number, functions: number): number =>
  (index * 7 + Math.floor(index / functions)) % functions;

function definitionOf(name: string, index: number): FunctionDefinition {
  return {
    name,
    code: { kind: 'remote', url: 'http://127.0.0.1:9' },
    environment: {},
    timeoutSeconds: 30,
    memoryMegabytes: 128,
    durable: { ExecutionTimeout: 86_400 * 30, RetentionPeriodInDays: 14 },
    versions: ['1', '2'],
    aliases: { live: '1' },
    tags: index % 3 === 0 ? { team: 'pay', index: String(index) } : { team: 'other' },
  };
}

type Asked = Command | ((state: Step['state']) => Command);

const versions = ['$LATEST', '1', '2'];

/** One execution a second, each doing what its place among five says. */
function storyOf(functionName: string, index: number, begin: number): readonly Step[] {
  const executionName = `e${index}`;
  const Arn = formatExecutionArn({
    ...defaultPlace,
    functionName,
    version: versions[index % versions.length] ?? '',
    executionName,
    executionId: `id-${index}`,
  });
  const now = begin + index * 1000;
  const settings = { Arn, Sync: false, RetentionPeriodInDays: 14, MaxInvocationFailures: 3 };
  const input = JSON.stringify({ orderId: String(index), amount: index });
  const first = firstStep(start({ start: settings, input, executionTimeout: 86_400 * 30 }, now));
  const asked: readonly Asked[] = [
    invoke,
    checkpoint(...updatesOf(index)),
    ...(endings[index % 5] ?? [suspend]),
  ];
  const steps = [first];
  for (const next of asked) steps.push(step(steps.at(-1) ?? first, next, now + steps.length));
  return steps;
}

function step({ state }: Step, asked: Asked, now: number): Step {
  const command = typeof asked === 'function' ? asked(state) : asked;
  return nextStep(state, decide(state, command, now, limits));
}

const endings: Readonly<Record<number, readonly Asked[]>> = {
  3: [suspend, succeedCallback('callback')],
  4: [suspend, { type: 'Stop', error: {} }],
};

function updatesOf(index: number): OperationUpdate[] {
  const CallbackOptions = { TimeoutSeconds: 3600 + index };
  const [inner, own] = ['callback', 'own'].map((Id) =>
    update('CALLBACK', 'START', Id, { Name: `${Id}-${index}`, CallbackOptions }),
  );
  if (!inner || !own) return [];
  const outer = update('CONTEXT', 'START', 'context', {
    Name: `approve-${index}`,
    SubType: 'WaitForCallback',
  });
  return [outer, { ...inner, ParentId: 'context' }, ...(index % 5 === 1 ? [own] : [])];
}

async function append(journal: Journal, steps: readonly Step[]): Promise<void> {
  await Promise.all(steps.map(({ entry }) => journal.append(entry)));
}
