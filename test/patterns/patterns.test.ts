import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { durcbAt } from '../durcb.ts';
import { type Pattern, patterns, type Run } from '../fixtures/functions/patterns.ts';
import { matchGolden } from '../golden/golden.ts';
import { normalisedHistory } from '../golden/normalised-history.ts';
import { pushableClock } from '../pushable-clock.ts';
import { python, withoutPythonSdk } from '../python-sdk.ts';
import { served } from '../served.ts';
import { checkOutcome } from './check-outcome.ts';
import { giveAnswer } from './operator.ts';
import { type OutsideWorker, outsideWorker } from './outside-worker.ts';
import { traces } from './traces.ts';

type Language = 'typescript' | 'python';

interface PatternRun extends Run {
  readonly name: string;
  readonly pattern: Pattern;
}

// The second run of a pattern comes after all first ones, so that it finds a worker.
const runs: readonly PatternRun[] = [0, 1, 2, 3].flatMap((index) =>
  patterns.flatMap((pattern) => {
    const run = pattern.runs[index];
    return run ? [{ ...run, pattern, name: `${pattern.functionName} ${run.title}` }] : [];
  }),
);

test('the shape of every history is known, and of nothing else', () => {
  assert.deepEqual(Object.keys(traces).sort(), runs.map(({ name }) => name).sort());
});

const oneByOne = { concurrency: 1 };

describe('driven by durcb', { concurrency: 2 }, () => {
  describe('functions in TypeScript', oneByOne, () => playAll('typescript'));
  describe('functions in Python', { ...oneByOne, skip: withoutPythonSdk }, () => playAll('python'));
});

function playAll(language: Language): void {
  const clock = pushableClock();
  let directory: string;
  let emulator: Emulator;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'durcb-patterns-'));
    emulator = await startEmulator({
      functions: patterns.map((pattern) => served(`${pattern.functionName}=${pattern[language]}`)),
      clock,
      python,
      environment: process.env,
      warm: false,
    });
  });
  after(async () => {
    await emulator.close();
    rmSync(directory, { recursive: true });
  });

  const isLate = ({ answers }: Run) => answers.some(({ action }) => action === 'expire');
  describe('in time', { concurrency: 4 }, () => {
    for (const run of runs.filter((one) => !isLate(one))) test(run.name, () => play(run));
  });
  // The clock is everybody's: when it is pushed, nobody else may be waiting.
  describe('late', oneByOne, () => {
    for (const run of runs.filter(isLate)) test(run.name, () => play(run));
  });

  async function play(run: PatternRun): Promise<void> {
    const own = mkdtempSync(join(directory, 'run-'));
    const input = run.input(own);
    const worker = startWorker(run.pattern, input.queue);
    try {
      const durcb = durcbAt(emulator.url, { clock });
      const { functionName } = run.pattern;
      const typed = ['start', functionName, '--input-text', JSON.stringify(input), '-o', 'id'];
      const arn = await durcb.text(...typed);
      const followed = durcb('tail', arn, '--follow', '-o', 'jsonl');
      const operator = { durcb, clock, arn, directory: own };
      for (const answer of run.answers) await giveAnswer(operator, answer);
      const ended = await Promise.race([followed, worker?.failed ?? followed]);
      const trace = traces[run.name] ?? '';
      await checkOutcome(durcb, arn, ended, { ...run, trace });
      if (typeof trace !== 'string') return;
      matchGolden(`${language}/${run.name}`, await normalisedHistory(emulator.url, arn, own));
    } finally {
      await worker?.stop();
    }
  }

  function startWorker({ worker }: Pattern, queue: unknown): OutsideWorker | undefined {
    const command = language === 'python' ? python : process.execPath;
    return worker && outsideWorker(command, [worker[language], String(queue)], emulator.url);
  }
}
