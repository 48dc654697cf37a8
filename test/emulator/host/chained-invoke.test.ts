import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { InvalidParameterValueException } from '@aws-sdk/client-lambda';
import { scriptedFunction } from '../../scripted-function.ts';
import { waitFor } from '../../wait-for.ts';
import { archive, newFunction } from '../deployed.ts';
import { sandbox } from '../functions/test-host.ts';
import { refused } from '../refused.ts';
import { durable, functionArn, type ScriptedEmulator, scriptedEmulator } from '../scripted-emulator.ts';
import { startCallback, startInvoke } from '../updates.ts';

/** An emulator whose `order` invokes other functions: `child`, which is durable and has a minute, and `plain`. */
async function family(t: TestContext) {
  const child = await scriptedFunction(t);
  const also = () => [durable('child', child.url, { ExecutionTimeout: 60 })];
  return { service: await scriptedEmulator(t, { also }), child };
}

/** An execution of `order` that sleeps until what it invoked, operation `i`, has ended. */
async function startParent(service: ScriptedEmulator, FunctionName: string, Payload?: string) {
  return service.startSuspended(startInvoke('i', FunctionName, Payload));
}

/** The event about the operation that is in the history of the parent last. */
async function lastEvent(service: ScriptedEmulator, arn: string) {
  const events = await service.events(arn);
  return events.findLast(({ Id }) => Id === 'i');
}

describe('a durable child', () => {
  test('is an execution of its own; its result wakes the parent', async (t) => {
    const { service, child } = await family(t);
    const arn = await startParent(service, 'child:$LATEST', '{"n": 2}');
    const invocation = await child.next();
    const started = (await service.events(arn))[1];
    assert.deepEqual(started?.ChainedInvokeStartedDetails, {
      FunctionName: 'child:$LATEST',
      Input: { Payload: '{"n": 2}', Truncated: false },
      ExecutedVersion: '$LATEST',
      DurableExecutionArn: invocation.arn,
    });
    const [execution] = invocation.input.InitialExecutionState.Operations;
    assert.equal(execution?.ExecutionDetails?.InputPayload, '{"n": 2}');
    assert.match(
      invocation.arn,
      /:function:child:\$LATEST\/durable-execution\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/,
    );
    invocation.succeed('"from the child"');
    const operation = await service.shownAgain('i');
    assert.equal(operation?.Status, 'SUCCEEDED');
    assert.deepEqual(operation?.ChainedInvokeDetails, { Result: '"from the child"' });
    assert.equal((await lastEvent(service, arn))?.EventType, 'ChainedInvokeSucceeded');
  });

  test('may be named by an alias; it is pinned to what that means', async (t) => {
    const child = await scriptedFunction(t);
    const also = () => [{ ...durable('child', child.url), aliases: { live: '3' } }];
    const service = await scriptedEmulator(t, { also });
    const arn = await startParent(service, 'child:live');
    const invocation = await child.next();
    assert.match(invocation.arn, /:function:child:3\/durable-execution\//);
    assert.partialDeepStrictEqual((await service.events(arn))[1]?.ChainedInvokeStartedDetails, {
      FunctionName: 'child:live',
      ExecutedVersion: '3',
    });
  });

  test('may sleep itself', async (t) => {
    const { service, child } = await family(t);
    await startParent(service, 'child:$LATEST');
    const first = await child.next();
    const [callback] = await first.checkpoint(service.lambda, startCallback('c'));
    first.suspend();
    const CallbackId = callback?.CallbackDetails?.CallbackId;
    await service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    (await child.next()).succeed('2');
    assert.equal((await service.shownAgain('i'))?.ChainedInvokeDetails?.Result, '2');
  });

  test('passes its error on when it fails', async (t) => {
    const { service, child } = await family(t);
    const arn = await startParent(service, 'child:$LATEST');
    const error = { ErrorType: 'Sold', ErrorMessage: 'out', ErrorData: '1', StackTrace: ['a'] };
    (await child.next()).fail(error);
    const operation = await service.shownAgain('i');
    assert.deepEqual([operation?.Status, operation?.ChainedInvokeDetails], ['FAILED', { Error: error }]);
    const event = await lastEvent(service, arn);
    assert.deepEqual(event?.ChainedInvokeFailedDetails?.Error, { Payload: error, Truncated: false });
  });

  test('stops for the parent, too, when it is stopped', async (t) => {
    const { service, child } = await family(t);
    const arn = await startParent(service, 'child:$LATEST');
    const invocation = await child.next();
    const Error = { ErrorType: 'Cancelled' };
    await service.lambda.stopDurableExecution({ DurableExecutionArn: invocation.arn, Error });
    const operation = await service.shownAgain('i');
    assert.deepEqual([operation?.Status, operation?.ChainedInvokeDetails], ['STOPPED', { Error }]);
    assert.equal((await lastEvent(service, arn))?.EventType, 'ChainedInvokeStopped');
  });

  test('that runs out of time is timed out', async (t) => {
    const { service, child } = await family(t);
    const arn = await startParent(service, 'child:$LATEST');
    const invocation = await child.next();
    await invocation.checkpoint(service.lambda, startCallback('c'));
    service.clock.advance(60_000);
    const operation = await service.shownAgain('i');
    assert.equal(operation?.Status, 'TIMED_OUT');
    assert.deepEqual(operation?.ChainedInvokeDetails?.Error, {
      ErrorType: 'ChainedInvoke.Timeout',
      ErrorMessage: 'CHAINED_INVOKE timed out after 60 seconds.',
    });
    assert.equal((await lastEvent(service, arn))?.EventType, 'ChainedInvokeTimedOut');
  });

  test('has the trace and the tenant of the invoke', async (t) => {
    const { service, child } = await family(t);
    await service.start();
    const parent = await service.order.next();
    const options = { FunctionName: 'child:$LATEST', TenantId: 'blue' };
    await parent.checkpoint(service.lambda, { ...startInvoke('i', ''), ChainedInvokeOptions: options });
    const first = await child.next();
    assert.equal(first.headers['x-amzn-trace-id'], parent.headers['x-amzn-trace-id']);
    assert.equal(first.headers['x-amz-tenant-id'], 'blue');
    first.succeed();
    const traced = { FunctionName: 'child:$LATEST', XAmznTraceId: 'Root=1-2-3' };
    await parent.checkpoint(service.lambda, { ...startInvoke('j', ''), ChainedInvokeOptions: traced });
    assert.equal((await child.next()).headers['x-amzn-trace-id'], 'Root=1-2-3');
  });

  test('goes on when its parent is stopped, and its end changes nothing there', async (t) => {
    const { service, child } = await family(t);
    const arn = await startParent(service, 'child:$LATEST');
    const invocation = await child.next();
    await service.lambda.stopDurableExecution({ DurableExecutionArn: arn });
    const before = await service.eventTypes(arn);
    invocation.succeed('"alone"');
    await service.invocationsEnded(invocation.arn, 1);
    const { Result } = await service.lambda.getDurableExecution({ DurableExecutionArn: invocation.arn });
    assert.equal(Result, '"alone"');
    assert.deepEqual(await service.eventTypes(arn), before);
    assert.equal(service.order.untaken, 0);
  });
});

describe('a child that ends while its caller still runs', () => {
  async function callingOn(t: TestContext) {
    const { service, child } = await family(t);
    const arn = await service.start();
    const caller = await service.order.next();
    await caller.checkpoint(service.lambda, startInvoke('i', 'child:$LATEST'));
    const invocation = await child.next();
    invocation.succeed('2');
    await service.invocationsEnded(invocation.arn, 1);
    return { service, arn, caller };
  }

  test('is told of when the caller has suspended', async (t) => {
    const { service, arn, caller } = await callingOn(t);
    caller.suspend();
    assert.equal((await service.shownAgain('i'))?.ChainedInvokeDetails?.Result, '2');
    assert.deepEqual(await service.eventTypes(arn), [
      'ExecutionStarted',
      'ChainedInvokeStarted',
      'InvocationCompleted',
      'ChainedInvokeSucceeded',
    ]);
  });

  test('is told of a second after its start when the caller goes on', async (t) => {
    const { service, arn, caller } = await callingOn(t);
    service.clock.advance(999);
    assert.deepEqual(await service.eventTypes(arn), ['ExecutionStarted', 'ChainedInvokeStarted']);
    service.clock.advance(1);
    await waitFor('the end of the child', async () => {
      const event = await lastEvent(service, arn);
      return event?.EventType === 'ChainedInvokeSucceeded' || undefined;
    });
    const [operation] = await caller.checkpoint(service.lambda);
    assert.equal(operation?.Status, 'SUCCEEDED');
  });
});

describe('a plain child', () => {
  test('gives what it returns', async (t) => {
    const { service } = await family(t);
    const arn = await startParent(service, 'plain', '{"n": 2}');
    const invocation = await service.plain.next();
    assert.equal(invocation.text, '{"n": 2}');
    const { ChainedInvokeStartedDetails: details } = Object((await service.events(arn))[1]);
    assert.deepEqual([details.ExecutedVersion, details.DurableExecutionArn], ['$LATEST', undefined]);
    invocation.reply('{ "total": "12 €" }');
    assert.deepEqual((await service.shownAgain('i'))?.ChainedInvokeDetails, {
      Result: '{ "total": "12 €" }',
    });
  });

  test('gets an empty object without a payload, and may be named by its version', async (t) => {
    const { service } = await family(t);
    await startParent(service, 'plain:$LATEST');
    assert.equal((await service.plain.next()).text, '{}');
  });

  test('is told how it was called: with an alias, a version, or neither', async (t) => {
    const service = await scriptedEmulator(t, { environment: sandbox.environment });
    const ZipFile = archive({
      'index.mjs': 'export const handler = async (event, context) => context.invokedFunctionArn;',
    });
    await service.lambda.createFunction(newFunction('told', '', { Code: { ZipFile }, Publish: true }));
    await service.lambda.createAlias({ FunctionName: 'told', Name: 'live', FunctionVersion: '1' });
    for (const called of ['told:live', 'told:1', 'told:$LATEST', 'told']) {
      await startParent(service, called);
      const invocation = await service.order.next();
      const invoked = invocation.input.InitialExecutionState.Operations.find(({ Id }) => Id === 'i');
      const arn = `arn:aws:lambda:us-east-1:123456789012:function:${called}`;
      assert.equal(invoked?.ChainedInvokeDetails?.Result, JSON.stringify(arn));
      invocation.succeed();
    }
  });

  test('gives its error', async (t) => {
    const { service } = await family(t);
    await startParent(service, 'plain');
    (await service.plain.next()).reply({ errorType: 'E', errorMessage: 'm', stackTrace: ['at a'] });
    const operation = await service.shownAgain('i');
    assert.equal(operation?.Status, 'FAILED');
    assert.deepEqual(operation?.ChainedInvokeDetails?.Error, {
      ErrorType: 'E',
      ErrorMessage: 'm',
      StackTrace: ['at a'],
    });
  });

  test('must not return more than a megabyte', async (t) => {
    const { service } = await family(t);
    await startParent(service, 'plain');
    (await service.plain.next()).reply(`"${'x'.repeat(1_048_575)}"`);
    const operation = await service.shownAgain('i');
    assert.deepEqual(operation?.ChainedInvokeDetails?.Error, {
      ErrorType: 'InvalidParameterValueException',
      ErrorMessage: 'CHAINED_INVOKE output payload size must be less than or equal to 1048576 bytes.',
    });
  });
});

describe('what cannot be invoked has failed at once, in the answer to the checkpoint', () => {
  const cases = [
    ['other', 'ResourceNotFoundException', `Function not found: ${functionArn.replace('order', 'other')}`],
    [
      'child:7',
      'ResourceNotFoundException',
      `Function not found: ${functionArn.replace('order:$LATEST', 'child:7')}`,
    ],
    [
      'child',
      'InvalidParameterValueException',
      'You cannot invoke a durable function using an unqualified ARN.',
    ],
  ] as const;
  for (const [FunctionName, ErrorType, ErrorMessage] of cases) {
    test(FunctionName, async (t) => {
      const { service } = await family(t);
      const arn = await service.start();
      const invocation = await service.order.next();
      const [operation] = await invocation.checkpoint(service.lambda, startInvoke('i', FunctionName, '1'));
      assert.equal(operation?.Status, 'FAILED');
      assert.deepEqual(operation?.ChainedInvokeDetails, { Error: { ErrorType, ErrorMessage } });
      const [, started, failed] = await service.events(arn);
      assert.deepEqual(started?.ChainedInvokeStartedDetails, { FunctionName });
      assert.equal(failed?.EventType, 'ChainedInvokeFailed');
    });
  }
});

test('a function in another account or region is refused', async (t) => {
  const { service } = await family(t);
  await service.start();
  const invocation = await service.order.next();
  for (const [here, there, what] of [
    ['123456789012', '210987654321', 'account'],
    ['us-east-1', 'eu-west-1', 'region'],
  ] as const) {
    const call = invocation.checkpoint(service.lambda, startInvoke('i', functionArn.replace(here, there)));
    const message = `Cannot start a CHAINED_INVOKE on a function in another ${what}.`;
    await refused(call, InvalidParameterValueException, 400, message);
  }
});

test('a parent that still runs learns of the end by its next checkpoint', async (t) => {
  const { service, child } = await family(t);
  await service.start();
  const parent = await service.order.next();
  await parent.checkpoint(service.lambda, startInvoke('i', 'child:$LATEST'), startInvoke('j', 'plain'));
  (await service.plain.next()).reply('1');
  (await child.next()).succeed('2');
  service.clock.advance(1000);
  const results = new Map<string | undefined, string | undefined>();
  while (results.size < 2) {
    for (const { Id, ChainedInvokeDetails } of await parent.checkpoint(service.lambda)) {
      results.set(Id, ChainedInvokeDetails?.Result);
    }
  }
  assert.deepEqual([...results].toSorted(), [
    ['i', '2'],
    ['j', '1'],
  ]);
});

test('an invoke in the batch that closes the execution is still made', async (t) => {
  const { service } = await family(t);
  const arn = await service.start();
  const invocation = await service.order.next();
  const close = { Id: 'end', Type: 'EXECUTION', Action: 'SUCCEED', Payload: '1' } as const;
  await invocation.checkpoint(service.lambda, startInvoke('i', 'plain', '"bye"'), close);
  invocation.succeed('');
  const last = await service.plain.next();
  assert.equal(last.text, '"bye"');
  last.reply('1');
  await service.ended(arn);
  assert.deepEqual((await service.eventTypes(arn)).slice(1), [
    'ChainedInvokeStarted',
    'InvocationCompleted',
    'ExecutionSucceeded',
  ]);
});
