import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { exitCodes } from '../../src/cli/failure.ts';
import type { Durcb } from '../durcb.ts';
import type { Answer } from '../fixtures/functions/patterns.ts';
import type { PushableClock } from '../pushable-clock.ts';
import { waitFor } from '../wait-for.ts';

/** Somebody at a terminal who answers the callbacks of one execution. */
export interface Operator {
  readonly durcb: Durcb;
  /** Of the emulator and of durcb. */
  readonly clock: PushableClock;
  readonly arn: string;
  /** For the files that hold answers. */
  readonly directory: string;
}

const pendingCallbacks = z.array(
  z.object({
    CallbackId: z.string(),
    StartTimestamp: z.string(),
    Timeout: z.optional(z.number()),
    HeartbeatTimeout: z.optional(z.number()),
    Derived: z.object({ Name: z.optional(z.string()) }),
  }),
);

type Pending = z.output<typeof pendingCallbacks>[number];

/** Waits until the callback is pending and the function asleep, and does with it what the answer says. */
export async function giveAnswer(operator: Operator, answer: Answer): Promise<void> {
  const { durcb, arn, clock } = operator;
  const callback = answer.callback ? await named(operator, answer.callback) : await theOnlyOne(operator);
  const target = answer.callback
    ? ['--execution', arn, '--callback', answer.callback]
    : [callback.CallbackId];
  switch (answer.action) {
    case 'success': {
      const file = written(operator, 'result', answer.bytes);
      await durcb.text('send-success', ...target, '--result', file);
      return refusesAnother(operator, callback, exitCodes.callbackAnswered);
    }
    case 'failure': {
      const file = written(operator, 'error.json', JSON.stringify(answer.error));
      await durcb.text('send-failure', ...target, '--error', file);
      return refusesAnother(operator, callback, exitCodes.callbackAnswered);
    }
    case 'heartbeat':
      await durcb.text('heartbeat', ...target);
      return;
    case 'expire': {
      clock.push(deadlineOf(callback) - clock.now());
      await durcb.text('wait', arn, '--for', `operation:${answer.callback}`);
      return refusesAnother(operator, callback, exitCodes.callbackExpired);
    }
  }
}

async function named(operator: Operator, name: string): Promise<Pending> {
  const { durcb, arn } = operator;
  const id = await durcb.text('wait', arn, '--for', `callback:${name}`, '-o', 'id');
  await durcb.text('wait', arn, '--for', 'suspended');
  const callback = (await pendingOf(operator)).find(({ CallbackId }) => CallbackId === id);
  assert.equal(callback?.Derived.Name, name);
  return callback;
}

/** Once nothing else is about to happen, such as another attempt to tell somebody of the callback. */
async function theOnlyOne(operator: Operator): Promise<Pending> {
  const { durcb, arn } = operator;
  const question = ['describe', arn, '-o', 'json', '--query', '[Derived.State, Derived.WaitsFor[].Kind]'];
  await waitFor('a function that waits for a callback only', async () => {
    const [state, kinds] = JSON.parse(await durcb.text(...question));
    return state === 'waiting' && String(kinds) === 'callback' ? true : undefined;
  });
  const [callback, ...others] = await pendingOf(operator);
  assert.ok(callback);
  assert.deepEqual(others, []);
  return callback;
}

async function pendingOf({ durcb, arn }: Operator): Promise<Pending[]> {
  return pendingCallbacks.parse(JSON.parse(await durcb.text('pending', '--execution', arn, '-o', 'json')));
}

function written({ directory }: Operator, name: string, content: string | Uint8Array): string {
  const file = join(directory, name);
  writeFileSync(file, content);
  return file;
}

/** Of a callback that has had no heartbeat. */
function deadlineOf({ StartTimestamp, Timeout = Infinity, HeartbeatTimeout = Infinity }: Pending): number {
  return Date.parse(StartTimestamp) + Math.min(Timeout, HeartbeatTimeout) * 1000;
}

/** Who comes late is told so. */
async function refusesAnother({ durcb, arn }: Operator, { CallbackId }: Pending, exitCode: number) {
  const late = await durcb('send-success', CallbackId, '--execution', arn, '--result-text', '"late"');
  assert.equal(late.exitCode, exitCode, late.err);
}
