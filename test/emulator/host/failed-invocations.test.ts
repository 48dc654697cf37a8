import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  durable,
  type ScriptedEmulator,
  type ScriptedFunctions,
  scriptedEmulator,
} from '../scripted-emulator.ts';
import { startCallback, startWait, update } from '../updates.ts';

const second = 1000;

/** Lets the next invocation crash, the so-manieth of the execution. */
async function crash(service: ScriptedEmulator, arn: string, count: number, errorType?: string) {
  (await service.order.next()).crash(errorType);
  await service.invocationsEnded(arn, count);
}

describe('an invocation that fails', () => {
  test('is run again after 1, 2, 4 seconds, until one goes well', async (t) => {
    const service = await scriptedEmulator(t);
    const begin = service.clock.now();
    const arn = await service.start();
    for (const [index, pause] of [1, 2, 4].entries()) {
      await crash(service, arn, index + 1);
      service.clock.advance(pause * second - 1);
      service.clock.advance(1);
    }
    (await service.order.next()).succeed('"at last"');
    await service.ended(arn);
    const starts = (await service.events(arn)).flatMap(({ InvocationCompletedDetails: details }) =>
      details ? [(Number(details.StartTimestamp) - begin) / second] : [],
    );
    assert.deepEqual(starts, [0, 1, 3, 7]);
    const { Result } = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
    assert.equal(Result, '"at last"');
  });

  test('is in the history with its error', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start();
    await crash(service, arn, 1, 'Runtime.ExitError');
    const [, completed] = await service.events(arn);
    assert.deepEqual(completed?.InvocationCompletedDetails?.Error, {
      Payload: { ErrorType: 'Runtime.ExitError', ErrorMessage: 'exit status 1' },
      Truncated: false,
    });
  });

  test('leaves a started step started, for the function to judge', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start();
    const first = await service.order.next();
    await first.checkpoint(service.lambda, update('STEP', 'START', 's'));
    first.crash();
    await service.invocationsEnded(arn, 1);
    service.clock.advance(second);
    assert.equal((await service.shownAgain('s'))?.Status, 'STARTED');
    const types = ['ExecutionStarted', 'StepStarted', 'InvocationCompleted'];
    assert.deepEqual(await service.eventTypes(arn), types);
  });

  test('is not run again before its pause is over, whatever else happens', async (t) => {
    const service = await scriptedEmulator(t);
    const { lambda, clock, order } = service;
    const begin = clock.now();
    const arn = await service.start();
    const first = await order.next();
    const [callback] = await first.checkpoint(lambda, startCallback('c'));
    first.crash();
    await service.invocationsEnded(arn, 1);
    const CallbackId = callback?.CallbackDetails?.CallbackId;
    await lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    clock.advance(second);
    const again = await order.next();
    assert.deepEqual(again.input.UpdatedOperationIds, ['c']);
    again.succeed();
    await service.ended(arn);
    const completed = (await service.events(arn)).at(-2)?.InvocationCompletedDetails;
    assert.equal(Number(completed?.StartTimestamp), begin + second);
  });

  test('is the last one when there were too many in a row: then the execution has failed', async (t) => {
    const service = await scriptedEmulator(t, { maxInvocationFailures: 3 });
    const arn = await service.start();
    await crash(service, arn, 1, 'First');
    service.clock.advance(second);
    await crash(service, arn, 2, 'Second');
    service.clock.advance(2 * second);
    await crash(service, arn, 3, 'Third');
    await service.ended(arn);
    const execution = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
    const error = { ErrorType: 'Third', ErrorMessage: 'exit status 1' };
    assert.deepEqual([execution.Status, execution.Error], ['FAILED', error]);
    assert.deepEqual(await service.eventTypes(arn), [
      'ExecutionStarted',
      'InvocationCompleted',
      'InvocationCompleted',
      'InvocationCompleted',
      'ExecutionFailed',
    ]);
  });

  test('counts anew after one that went well', async (t) => {
    const service = await scriptedEmulator(t, { maxInvocationFailures: 2 });
    const arn = await service.start();
    for (let round = 1; round <= 3; round++) {
      await crash(service, arn, 2 * round - 1);
      service.clock.advance(second);
      const invocation = await service.order.next();
      await invocation.checkpoint(service.lambda, startWait(`w${round}`, 5));
      invocation.suspend();
      await service.invocationsEnded(arn, 2 * round);
      service.clock.advance(5 * second);
    }
    (await service.order.next()).succeed();
    await service.ended(arn);
    const { Status } = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
    assert.equal(Status, 'SUCCEEDED');
  });
});

describe('a function error', () => {
  test('of a function that takes too long is a timeout of its sandbox', async (t) => {
    const also = ({ order }: ScriptedFunctions) => [{ ...durable('hasty', order.url), timeoutSeconds: 0.05 }];
    const service = await scriptedEmulator(t, { also });
    const arn = await service.start({ FunctionName: 'hasty:$LATEST' });
    await service.order.next();
    await service.invocationsEnded(arn, 1);
    const [, completed] = await service.events(arn);
    const error = completed?.InvocationCompletedDetails?.Error?.Payload;
    assert.equal(error?.ErrorType, 'Sandbox.Timedout');
    assert.match(
      error?.ErrorMessage ?? '',
      /^RequestId: [0-9a-f-]{36} Error: Task timed out after 0\.05 seconds$/,
    );
  });

  test('that only sounds as if the function were not there is tried again', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start();
    await crash(service, arn, 1, 'ResourceNotFoundException');
    service.clock.advance(second);
    (await service.order.next()).succeed('"found"');
    await service.ended(arn);
    const { Result } = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
    assert.equal(Result, '"found"');
  });
});
