import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as z from 'zod/mini';
import type { Durcb } from './durcb.ts';
import { beacon } from './emulator/functions/beacon.ts';
import { emulatorProcess } from './emulator-process.ts';
import { waitFor } from './wait-for.ts';

const handler = join(import.meta.dirname, 'fixtures', 'restart', 'survivor.ts');

test('an execution outlives its emulator, whenever that is killed', async (t) => {
  const { restart, durcb, say } = await mortalEmulator(t);
  const start = () => durcb('start', 'survivor', '--name', 'one', '--input-text', '{}', '-o', 'id');
  const arn = await start();
  const history = () => historyOf(durcb, arn);

  await t.test('while a callback is pending: the same id takes the answer, the deadline stays', async () => {
    await durcb('wait', arn, '--for', 'suspended');
    const columns = '[].[CallbackId, StartTimestamp, Timeout, HeartbeatTimeout, Derived.Deadline]';
    const pending = () => durcb('pending', '-o', 'json', '--query', columns);
    const before = { pending: await pending(), history: await history() };
    await restart();
    assert.deepEqual({ pending: await pending(), history: await history() }, before);
    assert.equal(await start(), arn);
    const [[id]] = JSON.parse(before.pending);
    await durcb('send-success', id, '--result-text', 'yes');
  });

  await t.test('while a wait runs: it ends when it was to end', async () => {
    const timer = await eventOf(history, 'WaitStarted', 'pause');
    const before = await history();
    await restart();
    assert.deepEqual((await history()).slice(0, before.length), before);
    const ended = await eventOf(history, 'WaitSucceeded', 'pause');
    assert.ok(ended.EventTimestamp >= String(timer.WaitStartedDetails?.ScheduledEndTimestamp));
  });

  await t.test('while the function runs: what was broken off is run again', async () => {
    await eventOf(history, 'StepStarted', 'busy');
    const before = await history();
    await restart();
    say('again');
    const result = JSON.parse(await durcb('result', arn, '--wait'));
    const first = before.find(({ EventType }) => EventType === 'StepSucceeded')?.StepSucceededDetails;
    assert.deepEqual(result, {
      first: JSON.parse(first?.Result.Payload ?? ''),
      approved: 'yes',
      word: 'again',
    });
    const after = await history();
    assert.deepEqual(after.slice(0, before.length), before);
    assert.deepEqual(
      after.slice(before.length).map(({ EventType }) => EventType),
      ['InvocationCompleted', 'StepSucceeded', 'InvocationCompleted', 'ExecutionSucceeded'],
    );
    assert.deepEqual(
      after.map(({ EventId }) => EventId),
      after.map((_, index) => index + 1),
    );
  });
});

/** An emulator, with one worker of its function, that is killed and started again on the same state. */
async function mortalEmulator(t: TestContext) {
  const directory = mkdtempSync(join(tmpdir(), 'durcb-restart-'));
  const { port, seen } = await beacon(t);
  const words = [handler, '--state', 'state', '--env', `BEACON_PORT=${port}`];
  let emulator = await emulatorProcess(directory, words);
  let worker = await seen();
  t.after(async () => {
    await emulator.end('SIGKILL');
    rmSync(directory, { recursive: true });
  });
  return {
    durcb: (...typed: readonly string[]) => emulator.durcb.text(...typed),
    /** To the function. */
    say: (word: string) => worker.answer(word),
    async restart() {
      assert.equal((await emulator.end('SIGKILL')).signal, 'SIGKILL');
      await worker.gone;
      emulator = await emulatorProcess(directory, words);
      worker = await seen();
    },
  };
}

const events = z.array(
  z.looseObject({
    EventId: z.number(),
    EventType: z.string(),
    EventTimestamp: z.string(),
    Name: z.optional(z.string()),
    WaitStartedDetails: z.optional(z.looseObject({ ScheduledEndTimestamp: z.string() })),
    StepSucceededDetails: z.optional(z.looseObject({ Result: z.object({ Payload: z.string() }) })),
  }),
);

type Events = z.output<typeof events>;

async function historyOf(durcb: Durcb['text'], arn: string): Promise<Events> {
  return events.parse(JSON.parse(await durcb('history', arn, '-o', 'json', '--payload', 'full')));
}

/** As soon as it has happened. */
function eventOf(history: () => Promise<Events>, type: string, name: string): Promise<Events[number]> {
  return waitFor(`${type} of ${name}`, async () =>
    (await history()).find(({ EventType, Name }) => EventType === type && Name === name),
  );
}
