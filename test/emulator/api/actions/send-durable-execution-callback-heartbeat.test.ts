import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CallbackTimeoutException,
  InvalidParameterValueException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { type ScriptedEmulator, scriptedEmulator } from '../../scripted-emulator.ts';

const tooLate = 'The callback is either timed out or already completed';

const beatWith = (service: ScriptedEmulator, CallbackId: string) => () =>
  service.lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId });

test('each heartbeat gives the callback its heartbeat timeout anew, and leaves no trace', async (t) => {
  const service = await scriptedEmulator(t);
  const { arn, CallbackId } = await service.startCallback({ HeartbeatTimeoutSeconds: 10 });
  const beat = beatWith(service, CallbackId);
  for (let beats = 0; beats < 3; beats++) {
    service.clock.advance(9999);
    await beat();
  }
  const before = ['ExecutionStarted', 'CallbackStarted', 'InvocationCompleted'];
  assert.deepEqual(await service.eventTypes(arn), before);
  service.clock.advance(10_000);
  const operation = await service.shownAgain('c');
  assert.equal(operation?.Status, 'TIMED_OUT');
  assert.deepEqual(operation?.CallbackDetails?.Error, {
    ErrorType: 'Callback.Heartbeat',
    ErrorMessage: 'Callback timed out on heartbeat',
  });
  assert.deepEqual(await service.eventTypes(arn), [...before, 'CallbackTimedOut']);
  await refused(beat(), CallbackTimeoutException, 400, tooLate);
});

test("the callback's own timeout does not move", async (t) => {
  const service = await scriptedEmulator(t);
  const options = { TimeoutSeconds: 15, HeartbeatTimeoutSeconds: 10 };
  const { CallbackId } = await service.startCallback(options);
  service.clock.advance(9000);
  await beatWith(service, CallbackId)();
  service.clock.advance(6000);
  assert.equal((await service.shownAgain('c'))?.CallbackDetails?.Error?.ErrorType, 'Callback.Timeout');
});

test('a callback without a heartbeat timeout takes heartbeats', async (t) => {
  const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 31_622_400 } });
  const { CallbackId } = await service.startCallback();
  const beat = beatWith(service, CallbackId);
  await beat();
  service.clock.advance(300 * 86_400_000);
  await beat();
});

describe('a heartbeat is refused', () => {
  test('after the answer', async (t) => {
    const service = await scriptedEmulator(t);
    const { CallbackId } = await service.startCallback();
    await service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    await refused(beatWith(service, CallbackId)(), CallbackTimeoutException, 400, tooLate);
  });

  test('after the end of the execution', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn, CallbackId } = await service.startCallback();
    await service.lambda.stopDurableExecution({ DurableExecutionArn: arn });
    await refused(beatWith(service, CallbackId)(), CallbackTimeoutException, 400, tooLate);
  });

  test('for what is no callback', async (t) => {
    const service = await scriptedEmulator(t);
    const unknown = beatWith(service, btoa('unknown/c'))();
    await refused(unknown, ResourceNotFoundException, 404, 'Callback does not exist');
    const malformed = beatWith(service, 'AAAA')();
    await refused(malformed, InvalidParameterValueException, 400, 'Invalid callback id');
  });
});
