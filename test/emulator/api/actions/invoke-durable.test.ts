import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InvalidParameterValueException, type InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { type ScriptedEmulator, scriptedEmulator, usualInput } from '../../scripted-emulator.ts';
import { startCallback, startWait } from '../../updates.ts';

const invokeSync = ({ lambda }: ScriptedEmulator, Payload: string | undefined = usualInput) =>
  lambda.invoke({ FunctionName: 'order:$LATEST', Payload });

const textOf = ({ Payload }: Pick<InvokeCommandOutput, 'Payload'>) => Payload?.transformToString() ?? '';

describe('a synchronous invoke', () => {
  test('waits through every pause, and gives the result as it is', async (t) => {
    const service = await scriptedEmulator(t);
    const { lambda, order, clock } = service;
    const answer = invokeSync(service);
    const first = await order.next();
    await first.checkpoint(lambda, startWait('w', 60));
    first.suspend();
    clock.advance(60_000);
    const second = await order.next();
    const [callback] = await second.checkpoint(lambda, startCallback('c'));
    second.suspend();
    await lambda.sendDurableExecutionCallbackSuccess({ CallbackId: callback?.CallbackDetails?.CallbackId });
    (await order.next()).succeed('{ "total":  "12 €" }');
    const { StatusCode, FunctionError, ExecutedVersion, DurableExecutionArn, ...rest } = await answer;
    assert.deepEqual([StatusCode, FunctionError, ExecutedVersion], [200, undefined, '$LATEST']);
    assert.equal(DurableExecutionArn, first.arn);
    assert.equal(textOf(rest), '{ "total":  "12 €" }');
    assert.equal(rest.LogResult, undefined);
  });

  test('has an empty body when the function returned nothing', async (t) => {
    const service = await scriptedEmulator(t);
    const answer = invokeSync(service);
    (await service.order.next()).succeed();
    assert.equal(textOf(await answer), '');
  });

  test('tells of a failure in the shape of a function error', async (t) => {
    const service = await scriptedEmulator(t);
    const answer = invokeSync(service);
    const error = { ErrorType: 'Declined', ErrorMessage: 'no', StackTrace: ['at pay'], ErrorData: '1' };
    (await service.order.next()).fail(error);
    const { StatusCode, FunctionError, DurableExecutionArn, ...rest } = await answer;
    assert.deepEqual([StatusCode, FunctionError], [200, 'Unhandled']);
    assert.ok(DurableExecutionArn);
    assert.deepEqual(JSON.parse(textOf(rest)), {
      errorType: 'Declined',
      errorMessage: 'no',
      stackTrace: ['at pay'],
    });
  });

  test('tells of a timeout', async (t) => {
    const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 900 } });
    const answer = invokeSync(service);
    const invocation = await service.order.next();
    await invocation.checkpoint(service.lambda, startCallback('c'));
    invocation.suspend();
    service.clock.advance(900_000);
    const { FunctionError, ...rest } = await answer;
    assert.equal(FunctionError, 'Unhandled');
    assert.equal(textOf(rest), '{"errorMessage":"Execution timed out after 900 seconds."}');
  });

  test('tells of a stop', async (t) => {
    const service = await scriptedEmulator(t);
    const answer = invokeSync(service);
    const { arn: DurableExecutionArn } = await service.order.next();
    const Error = { ErrorType: 'Cancelled', ErrorMessage: 'by the customer' };
    await service.lambda.stopDurableExecution({ DurableExecutionArn, Error });
    const { FunctionError, ...rest } = await answer;
    assert.equal(FunctionError, 'Unhandled');
    assert.equal(textOf(rest), '{"errorType":"Cancelled","errorMessage":"by the customer"}');
  });

  test('may go away: the execution goes on', async (t) => {
    const service = await scriptedEmulator(t);
    const gone = new AbortController();
    const request = { FunctionName: 'order:$LATEST', Payload: usualInput };
    const answer = service.lambda.invoke(request, { abortSignal: gone.signal });
    const invocation = await service.order.next();
    gone.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    invocation.succeed('"done"');
    await service.ended(invocation.arn);
    const { Result } = await service.lambda.getDurableExecution({ DurableExecutionArn: invocation.arn });
    assert.equal(Result, '"done"');
  });

  test('is refused when the execution may take longer than a quarter of an hour', async (t) => {
    const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 901 } });
    const message =
      'You cannot synchronously invoke a durable function with an executionTimeout greater than 15 minutes.';
    await refused(invokeSync(service), InvalidParameterValueException, 400, message);
    assert.match(await service.start(), /^arn:/);
  });
});

describe('an asynchronous invoke', () => {
  test('answers at once with the ARN and an empty body', async (t) => {
    const service = await scriptedEmulator(t);
    const { StatusCode, DurableExecutionArn, ExecutedVersion, FunctionError, ...rest } =
      await service.lambda.invoke({
        FunctionName: 'order:$LATEST',
        InvocationType: 'Event',
        Payload: usualInput,
      });
    assert.deepEqual([StatusCode, ExecutedVersion, FunctionError], [202, '$LATEST', undefined]);
    assert.equal(textOf(rest), '');
    assert.equal((await service.order.next()).arn, DurableExecutionArn);
  });

  test('starts a new execution each time', async (t) => {
    const service = await scriptedEmulator(t);
    assert.notEqual(await service.start(), await service.start());
  });
});

test('every kind of answer has a request id of its own', async (t) => {
  const service = await scriptedEmulator(t);
  service.order.always((invocation) => invocation.succeed());
  const types = ['RequestResponse', 'Event', 'DryRun'] as const;
  const answers = types.map((InvocationType) =>
    service.lambda.invoke({ FunctionName: 'order:$LATEST', InvocationType }),
  );
  const ids = (await Promise.all(answers)).map(({ $metadata }) => $metadata.requestId);
  for (const id of ids) assert.match(id ?? '', /^[0-9a-f-]{36}$/);
  assert.equal(new Set(ids).size, types.length);
});

describe('the function is given', () => {
  test('the input as text, not parsed and not rewritten', async (t) => {
    const service = await scriptedEmulator(t);
    const Payload = '{ "b": 1.0, "a": "€" }';
    await service.start({ Payload });
    const [execution] = (await service.order.next()).input.InitialExecutionState.Operations;
    assert.equal(execution?.ExecutionDetails?.InputPayload, Payload);
  });

  test('the trace and the tenant of the invoke', async (t) => {
    const service = await scriptedEmulator(t);
    const { url } = service.emulator;
    const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
    await fetch(`${url}/2015-03-31/functions/order/invocations?Qualifier=$LATEST`, {
      method: 'POST',
      headers: {
        'X-Amz-Invocation-Type': 'Event',
        'X-Amzn-Trace-Id': trace,
        'X-Amz-Tenant-Id': 'blue',
      },
    });
    const { headers, arn: DurableExecutionArn } = await service.order.next();
    assert.deepEqual([headers['x-amzn-trace-id'], headers['x-amz-tenant-id']], [trace, 'blue']);
    const { TraceHeader } = await service.lambda.getDurableExecution({ DurableExecutionArn });
    assert.deepEqual(TraceHeader, { XAmznTraceId: trace });
  });
});
