import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallbackTimeoutException } from '@aws-sdk/client-lambda';
import { type ScriptedEmulator, scriptedEmulator } from '../scripted-emulator.ts';
import { startWait, update } from '../updates.ts';

/** Every way to close a callback, all at once; the result of the one that was taken. */
async function race({ lambda }: ScriptedEmulator, CallbackId: string) {
  const words = Array.from({ length: 10 }, (_, index) => `"answer ${index}"`);
  const answers = words.map((word) =>
    lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result: Buffer.from(word) }).then(() => word),
  );
  const failures = words.map((word) =>
    lambda.sendDurableExecutionCallbackFailure({ CallbackId, Error: { ErrorData: word } }).then(() => word),
  );
  const settled = await Promise.allSettled([...answers, ...failures]);
  const refusals = settled.filter((one) => one.status === 'rejected');
  for (const { reason } of refusals) assert.ok(reason instanceof CallbackTimeoutException, String(reason));
  const taken = settled.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
  assert.equal(taken.length, 1);
  return taken[0];
}

test('of many answers to one callback exactly one is taken, and it is the one that the function sees', async (t) => {
  const service = await scriptedEmulator(t);
  const { arn, CallbackId } = await service.startCallback();
  const taken = await race(service, CallbackId);
  const details = (await service.shownAgain('c'))?.CallbackDetails;
  assert.equal(details?.Result ?? details?.Error?.ErrorData, taken);
  assert.equal((await service.events(arn)).length, 4);
});

test('an answer in the moment of the timeout is either taken or told that it is late', async (t) => {
  const service = await scriptedEmulator(t);
  const { arn, CallbackId } = await service.startCallback({ TimeoutSeconds: 10 });
  const answer = service.lambda
    .sendDurableExecutionCallbackSuccess({ CallbackId, Result: Buffer.from('"just now"') })
    .then(
      () => 'SUCCEEDED',
      (error: unknown) => {
        assert.ok(error instanceof CallbackTimeoutException, String(error));
        return 'TIMED_OUT';
      },
    );
  service.clock.advance(10_000);
  const expected = await answer;
  assert.equal((await service.shownAgain('c'))?.Status, expected);
  const ends = (await service.eventTypes(arn)).filter((type) => /^Callback(Succ|Timed)/.test(type ?? ''));
  assert.equal(ends.length, 1);
});

test('of many stops the first counts', async (t) => {
  const service = await scriptedEmulator(t);
  const { arn: DurableExecutionArn } = await service.startCallback();
  const stops = ['a', 'b', 'c'].map((ErrorType) =>
    service.lambda.stopDurableExecution({ DurableExecutionArn, Error: { ErrorType } }),
  );
  await Promise.all(stops);
  assert.deepEqual((await service.eventTypes(DurableExecutionArn)).slice(3), ['ExecutionStopped']);
});

test('of many checkpoints with one token one is taken, and none is mixed with another', async (t) => {
  const service = await scriptedEmulator(t);
  const arn = await service.start();
  const { token } = await service.order.next();
  const calls = ['a', 'b', 'c', 'd'].map((id) =>
    service.lambda.checkpointDurableExecution({
      DurableExecutionArn: arn,
      CheckpointToken: token,
      Updates: [startWait(id, 10), update('STEP', 'START', `${id}-step`)],
    }),
  );
  const settled = await Promise.allSettled(calls);
  assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 1);
  const ids = (await service.events(arn)).slice(1).map(({ Id }) => Id);
  assert.deepEqual(ids, [ids[0], `${ids[0]}-step`]);
});

test('a slow function holds up no other execution', async (t) => {
  const service = await scriptedEmulator(t);
  const { CallbackId } = await service.startCallback();
  await service.start();
  const slow = await service.order.next();
  await service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
  const answer = service.lambda.invoke({ FunctionName: 'plain' });
  (await service.plain.next()).reply('1');
  assert.equal((await answer).StatusCode, 200);
  slow.crash();
});
