// What a JavaScript program does with the service, against whatever AWS_ENDPOINT_URL_LAMBDA names.
// SCRIPTED_ARN and SCRIPTED_TOKEN name an execution whose function is just running.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import {
  CallbackTimeoutException,
  DurableExecutionAlreadyStartedException,
  InvalidParameterValueException,
  InvalidRequestContentException,
  Lambda,
  LambdaServiceException,
  paginateGetDurableExecutionHistory,
  paginateGetDurableExecutionState,
  paginateListDurableExecutionsByFunction,
  ResourceNotFoundException,
  waitUntilFunctionActiveV2,
  waitUntilFunctionExists,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';

const lambda = new Lambda();
after(() => lambda.destroy());

const order = JSON.stringify({ orderId: 'o-1', items: [{ price: 2, quantity: 3 }] });

async function start(name, payload, more = {}) {
  const FunctionName = `${name}:$LATEST`;
  const Payload = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const answer = await lambda.invoke({ FunctionName, InvocationType: 'Event', Payload, ...more });
  assert.equal(answer.StatusCode, 202);
  return answer.DurableExecutionArn;
}

async function until(ask) {
  for (const end = performance.now() + 20_000; performance.now() < end; await setTimeout(20)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error('waited in vain');
}

const eventsOf = async (DurableExecutionArn) =>
  (await lambda.getDurableExecutionHistory({ DurableExecutionArn, MaxItems: 1000 })).Events;

const ended = (DurableExecutionArn) =>
  until(async () => {
    const execution = await lambda.getDurableExecution({ DurableExecutionArn });
    return execution.Status !== 'RUNNING' && execution;
  });

const callbackOf = (arn) =>
  until(async () => {
    const events = await eventsOf(arn);
    return events.find(({ EventType }) => EventType === 'CallbackStarted')?.CallbackStartedDetails.CallbackId;
  });

function refused(call, exception, status, message) {
  return assert.rejects(call, (error) => {
    if (typeof exception === 'string') assert.equal(error.name, exception);
    else assert.ok(error instanceof exception, String(error));
    assert.ok(error instanceof LambdaServiceException);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.match(error.message, message);
    return true;
  });
}

describe('invoke', () => {
  test('synchronously', async () => {
    const answer = await lambda.invoke({ FunctionName: 'chained-caller:$LATEST', Payload: '{"value": 3}' });
    assert.deepEqual(JSON.parse(answer.Payload.transformToString()), { value: 3, squared: 9, doubled: 18 });
    assert.deepEqual([answer.FunctionError, answer.ExecutedVersion], [undefined, '$LATEST']);
  });

  test('with a function error', async () => {
    const answer = await lambda.invoke({ FunctionName: 'failing:$LATEST' });
    assert.equal(answer.FunctionError, 'Unhandled');
    assert.equal(JSON.parse(answer.Payload.transformToString()).errorType, 'OutOfStock');
  });

  test('of a plain function, with its log', async () => {
    const Payload = Buffer.from('{"value": 4}');
    const answer = await lambda.invoke({ FunctionName: 'plain-doubler', Payload, LogType: 'Tail' });
    assert.equal(answer.Payload.transformToString(), '{"doubled":8}');
    assert.match(atob(answer.LogResult), /^START RequestId: /);
  });

  test('for a try', async () => {
    const answer = await lambda.invoke({ FunctionName: 'order:$LATEST', InvocationType: 'DryRun' });
    assert.deepEqual([answer.StatusCode, answer.Payload?.length ?? 0], [204, 0]);
  });

  test('under a name', async () => {
    const named = { DurableExecutionName: 'only-once' };
    const arn = await start('order', order, named);
    assert.equal(await start('order', order, named), arn);
    const again = start('order', '{}', named);
    await refused(again, DurableExecutionAlreadyStartedException, 409, /^Execution already started: arn:/);
  });

  test('that is refused', async () => {
    const unqualified = /^You cannot invoke a durable function using an unqualified ARN\.$/;
    const invoke = (more) => lambda.invoke({ FunctionName: 'order:$LATEST', ...more });
    await refused(invoke({ FunctionName: 'order' }), InvalidParameterValueException, 400, unqualified);
    await refused(
      invoke({ FunctionName: 'nobody' }),
      ResourceNotFoundException,
      404,
      /^Function not found: /,
    );
    await refused(invoke({ Payload: '{' }), InvalidRequestContentException, 400, /^Could not parse request/);
    const violation = /^1 validation error detected: Value 'a b' at 'durableExecutionName' failed/;
    await refused(invoke({ DurableExecutionName: 'a b' }), 'ValidationException', 400, violation);
  });
});

describe('executions', () => {
  test('are described, with dates', async () => {
    const DurableExecutionArn = await start('order', order);
    const execution = await lambda.getDurableExecution({ DurableExecutionArn });
    assert.ok(execution.StartTimestamp instanceof Date);
    assert.ok(Math.abs(Date.now() - execution.StartTimestamp.getTime()) < 300_000);
    assert.deepEqual(
      [execution.Status, execution.InputPayload, execution.EndTimestamp],
      ['RUNNING', order, undefined],
    );
    const Error = { ErrorType: 'Cancelled', ErrorMessage: 'no', ErrorData: '{}', StackTrace: ['a'] };
    const { StopTimestamp } = await lambda.stopDurableExecution({ DurableExecutionArn, Error });
    const stopped = await lambda.getDurableExecution({ DurableExecutionArn });
    assert.deepEqual(
      [stopped.Status, stopped.EndTimestamp, stopped.Error],
      ['STOPPED', StopTimestamp, Error],
    );
  });

  test('have a history', async () => {
    const arn = await start('chained-target', { value: 3 });
    await ended(arn);
    const events = await eventsOf(arn);
    assert.deepEqual(
      events.map(({ EventType }) => EventType),
      ['ExecutionStarted', 'StepStarted', 'StepSucceeded', 'InvocationCompleted', 'ExecutionSucceeded'],
    );
    assert.ok(events.every(({ EventTimestamp }) => EventTimestamp instanceof Date));
    assert.equal(events.at(-1).ExecutionSucceededDetails.Result.Payload, '{"squared":9}');
  });

  test('that are not there', async () => {
    const DurableExecutionArn =
      'arn:aws:lambda:us-east-1:123456789012:function:order:$LATEST/durable-execution/a/b';
    const calls = ['getDurableExecution', 'getDurableExecutionHistory', 'stopDurableExecution'];
    for (const call of calls) {
      const answer = lambda[call]({ DurableExecutionArn });
      await refused(answer, ResourceNotFoundException, 404, /^Durable Execution does not exist$/);
    }
  });
});

describe('callbacks', () => {
  const purchase = { customerId: 'c', amount: 1 };

  test('succeed', async () => {
    const arn = await start('payment', purchase);
    const CallbackId = await callbackOf(arn);
    await lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId });
    const Result = Buffer.from('{ "transactionId": "ąę €" }');
    await lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result });
    assert.equal(JSON.parse((await ended(arn)).Result).transactionId, 'ąę €');
    for (const call of ['Success', 'Failure', 'Heartbeat']) {
      const late = lambda[`sendDurableExecutionCallback${call}`]({ CallbackId });
      await refused(late, CallbackTimeoutException, 400, /./);
    }
  });

  test('fail', async () => {
    const arn = await start('payment', purchase);
    const CallbackId = await callbackOf(arn);
    const Error = { ErrorType: 'Declined', ErrorMessage: 'no money', ErrorData: '5' };
    await lambda.sendDurableExecutionCallbackFailure({ CallbackId, Error });
    const { status, reason, details } = JSON.parse((await ended(arn)).Result);
    assert.deepEqual([status, reason, details], ['declined', 'no money', '5']);
  });

  test('expire', async () => {
    const arn = await start('callback-with-timeouts', { data: 'd', timeoutSeconds: 1 });
    const CallbackId = await callbackOf(arn);
    assert.equal((await ended(arn)).Status, 'FAILED');
    const late = lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    await refused(late, CallbackTimeoutException, 400, /./);
  });

  test('that are none', async () => {
    const beat = (CallbackId) => lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId });
    await refused(beat('bm9uZQ=='), InvalidParameterValueException, 400, /^Invalid callback id$/);
    await refused(beat('?'), 'ValidationException', 400, /'callbackId' failed/);
  });
});

describe('a function', () => {
  const DurableExecutionArn = process.env.SCRIPTED_ARN;
  let CheckpointToken = process.env.SCRIPTED_TOKEN;

  test('checkpoints', async () => {
    const request = {
      DurableExecutionArn,
      CheckpointToken,
      ClientToken: 't1',
      Updates: [
        { Id: 'one', Type: 'STEP', Action: 'SUCCEED', Payload: '"done"' },
        { Id: 'two', Type: 'WAIT', Action: 'START', WaitOptions: { WaitSeconds: 500 } },
      ],
    };
    const answer = await lambda.checkpointDurableExecution(request);
    const [step, wait] = answer.NewExecutionState.Operations;
    assert.deepEqual([step.Status, step.StepDetails.Result], ['SUCCEEDED', '"done"']);
    assert.equal(wait.WaitDetails.ScheduledEndTimestamp - wait.StartTimestamp, 500_000);
    const again = await lambda.checkpointDurableExecution(request);
    assert.equal(again.CheckpointToken, answer.CheckpointToken);
    const stale = lambda.checkpointDurableExecution({ DurableExecutionArn, CheckpointToken });
    await refused(stale, InvalidParameterValueException, 400, /^Invalid checkpoint token$/);
    CheckpointToken = answer.CheckpointToken;
  });

  test('reads its state, page by page', async () => {
    const state = { DurableExecutionArn, CheckpointToken };
    const whole = await lambda.getDurableExecutionState(state);
    assert.deepEqual(
      whole.Operations.map(({ Type }) => Type),
      ['EXECUTION', 'STEP', 'WAIT'],
    );
    const pages = paginateGetDurableExecutionState({ client: lambda, pageSize: 1 }, state);
    const operations = [];
    for await (const page of pages) operations.push(...page.Operations);
    assert.deepEqual(operations, whole.Operations);
  });
});

describe('pages', () => {
  test('of executions', async () => {
    const names = Array.from({ length: 5 }, (_, index) => `page-${index}`);
    for (const name of names) await start('chained-target', { value: 2 }, { DurableExecutionName: name });
    for (const pageSize of [1, 2, 50]) {
      const seen = [];
      const input = { FunctionName: 'chained-target', ReverseOrder: true, StartedAfter: new Date(0) };
      for await (const page of paginateListDurableExecutionsByFunction({ client: lambda, pageSize }, input)) {
        assert.ok(page.DurableExecutions.length <= pageSize);
        seen.push(...page.DurableExecutions.map(({ DurableExecutionName }) => DurableExecutionName));
      }
      assert.deepEqual(seen.slice(-names.length), names);
    }
  });

  test('of a history', async () => {
    const arn = await start('all-operations', {});
    const CallbackId = await callbackOf(arn);
    await lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result: '"yes"' });
    await ended(arn);
    const whole = await eventsOf(arn);
    for (const ReverseOrder of [false, true]) {
      const seen = [];
      const input = { DurableExecutionArn: arn, ReverseOrder };
      const pages = paginateGetDurableExecutionHistory({ client: lambda, pageSize: 7 }, input);
      for await (const page of pages) seen.push(...page.Events);
      assert.deepEqual(seen, ReverseOrder ? whole.toReversed() : whole);
    }
  });
});

test('waiters see a function that is ready', async () => {
  for (const wait of [waitUntilFunctionExists, waitUntilFunctionActiveV2, waitUntilFunctionUpdatedV2]) {
    const { state } = await wait({ client: lambda, maxWaitTime: 5 }, { FunctionName: 'order' });
    assert.equal(state, 'SUCCESS');
  }
});
