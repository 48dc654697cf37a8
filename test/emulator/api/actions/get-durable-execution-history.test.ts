import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type GetDurableExecutionHistoryRequest,
  InvalidParameterValueException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { type ScriptedEmulator, scriptedEmulator, usualInput } from '../../scripted-emulator.ts';
import { startCallback, startWait, update } from '../../updates.ts';

/** An execution whose history has 1 + 2 × steps events; its invocation still runs. */
async function startSteps(service: ScriptedEmulator, steps: number, Payload = '1') {
  const arn = await service.start();
  const invocation = await service.order.next();
  const updates = Array.from({ length: steps }, (_, index) => [
    update('STEP', 'START', `s${index}`),
    update('STEP', 'SUCCEED', `s${index}`, { Payload }),
  ]);
  await invocation.checkpoint(service.lambda, ...updates.flat());
  return { arn, invocation };
}

/** The event ids of each page, from the first to the last. */
async function pagesOf(service: ScriptedEmulator, request: GetDurableExecutionHistoryRequest) {
  const pages: (number | undefined)[][] = [];
  let Marker: string | undefined;
  do {
    const page = await service.lambda.getDurableExecutionHistory({ ...request, Marker });
    pages.push((page.Events ?? []).map(({ EventId }) => EventId));
    Marker = page.NextMarker;
  } while (Marker);
  return pages;
}

const idsFrom = (first: number, last: number) =>
  Array.from({ length: Math.abs(last - first) + 1 }, (_, index) =>
    first < last ? first + index : first - index,
  );

test('a history tells everything in order, numbered from 1', async (t) => {
  const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 600 } });
  const begin = service.clock.now();
  const DurableExecutionArn = await service.start({ DurableExecutionName: 'order-7' });
  const invocation = await service.order.next();
  const [callback] = await invocation.checkpoint(
    service.lambda,
    startCallback('c', { TimeoutSeconds: 300, HeartbeatTimeoutSeconds: 60 }),
  );
  service.clock.advance(2000);
  invocation.suspend();
  const CallbackId = callback?.CallbackDetails?.CallbackId;
  const Result = Buffer.from('{"approved": true}');
  await service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result });
  (await service.order.next()).fail({ ErrorType: 'Sold', ErrorMessage: 'out' });
  await service.ended(DurableExecutionArn);

  const events = await service.events(DurableExecutionArn);
  const Id = DurableExecutionArn.split('/').at(-1);
  const [start, end] = [new Date(begin), new Date(begin + 2000)];
  const requests = events.map(({ InvocationCompletedDetails }) => InvocationCompletedDetails?.RequestId);
  const error = { Payload: { ErrorType: 'Sold', ErrorMessage: 'out' }, Truncated: false };
  assert.match(requests[2] ?? '', /^[0-9a-f-]{36}$/);
  assert.notEqual(requests[2], requests[4]);
  assert.deepEqual(events, [
    {
      EventId: 1,
      Id,
      Name: 'order-7',
      EventType: 'ExecutionStarted',
      EventTimestamp: start,
      ExecutionStartedDetails: { Input: { Payload: usualInput, Truncated: false }, ExecutionTimeout: 600 },
    },
    {
      EventId: 2,
      Id: 'c',
      Name: 'wait for c',
      EventType: 'CallbackStarted',
      EventTimestamp: start,
      CallbackStartedDetails: { CallbackId, Timeout: 300, HeartbeatTimeout: 60 },
    },
    {
      EventId: 3,
      EventType: 'InvocationCompleted',
      EventTimestamp: end,
      InvocationCompletedDetails: { StartTimestamp: start, EndTimestamp: end, RequestId: requests[2] },
    },
    {
      EventId: 4,
      Id: 'c',
      Name: 'wait for c',
      EventType: 'CallbackSucceeded',
      EventTimestamp: end,
      CallbackSucceededDetails: { Result: { Payload: '{"approved": true}', Truncated: false } },
    },
    {
      EventId: 5,
      EventType: 'InvocationCompleted',
      EventTimestamp: end,
      InvocationCompletedDetails: {
        StartTimestamp: end,
        EndTimestamp: end,
        RequestId: requests[4],
        Error: error,
      },
    },
    {
      EventId: 6,
      Id,
      Name: 'order-7',
      EventType: 'ExecutionFailed',
      EventTimestamp: end,
      ExecutionFailedDetails: { Error: error },
    },
  ]);
});

describe('a page', () => {
  test('holds 100 events unless told otherwise, and none more than 1000', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn: DurableExecutionArn } = await startSteps(service, 60);
    const sizes = async (MaxItems?: number) =>
      (await pagesOf(service, { DurableExecutionArn, MaxItems })).map(({ length }) => length);
    assert.deepEqual(await sizes(), [100, 21]);
    assert.deepEqual(await sizes(0), [100, 21]);
    assert.deepEqual(await sizes(1000), [121]);
    assert.deepEqual(await sizes(121), [121]);
    await refused(
      sizes(1001),
      'ValidationException',
      400,
      "1 validation error detected: Value '1001' at 'maxItems' failed to satisfy constraint: " +
        'Member must have value less than or equal to 1000',
    );
  });

  test('follows the one before, oldest first or newest first', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn: DurableExecutionArn } = await startSteps(service, 3);
    const pages = (MaxItems: number, ReverseOrder: boolean) =>
      pagesOf(service, { DurableExecutionArn, MaxItems, ReverseOrder });
    assert.deepEqual(await pages(3, false), [[1, 2, 3], [4, 5, 6], [7]]);
    assert.deepEqual(await pages(3, true), [[7, 6, 5], [4, 3, 2], [1]]);
    assert.deepEqual((await pages(1, false)).flat(), idsFrom(1, 7));
    assert.deepEqual((await pages(1, true)).flat(), idsFrom(7, 1));
  });

  test('is shorter than asked for when its events are large', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn: DurableExecutionArn } = await startSteps(service, 6, 'x'.repeat(1_000_000));
    for (const ReverseOrder of [false, true]) {
      const pages = await pagesOf(service, { DurableExecutionArn, ReverseOrder });
      assert.equal(pages.length, 2);
      assert.deepEqual(pages.flat(), ReverseOrder ? idsFrom(13, 1) : idsFrom(1, 13));
    }
    assert.equal((await pagesOf(service, { DurableExecutionArn, IncludeExecutionData: false })).length, 1);
  });
});

describe('a marker', () => {
  test('may be asked again while the execution goes on: the same first event, newer ones behind it', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn: DurableExecutionArn, invocation } = await startSteps(service, 2);
    const first = await service.lambda.getDurableExecutionHistory({ DurableExecutionArn, MaxItems: 3 });
    const ask = async () => {
      const { NextMarker: Marker } = first;
      const page = await service.lambda.getDurableExecutionHistory({ DurableExecutionArn, Marker });
      assert.equal(page.NextMarker, undefined);
      return page.Events?.map(({ EventId }) => EventId);
    };
    assert.deepEqual(await ask(), [4, 5]);
    assert.deepEqual(await ask(), [4, 5]);
    await invocation.checkpoint(service.lambda, startWait('w', 10));
    assert.deepEqual(await ask(), [4, 5, 6]);
  });

  test('is good for the direction it was handed out for', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn: DurableExecutionArn } = await startSteps(service, 2);
    const { NextMarker } = await service.lambda.getDurableExecutionHistory({
      DurableExecutionArn,
      MaxItems: 1,
    });
    for (const more of [
      { Marker: NextMarker, ReverseOrder: true },
      { Marker: 'nonsense' },
      { Marker: btoa('newer/x') },
      { Marker: '€' },
    ]) {
      const call = service.lambda.getDurableExecutionHistory({ DurableExecutionArn, ...more });
      await refused(call, InvalidParameterValueException, 400, 'Invalid Marker');
    }
  });
});

describe('payloads', () => {
  const shown = async (IncludeExecutionData: boolean | undefined, service: ScriptedEmulator, arn: string) => {
    const request = { DurableExecutionArn: arn, IncludeExecutionData };
    const { Events = [] } = await service.lambda.getDurableExecutionHistory(request);
    return [Events[0]?.ExecutionStartedDetails?.Input, Events[2]?.StepSucceededDetails?.Result];
  };

  test('are shown unless they are not wanted', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn } = await startSteps(service, 1);
    const whole = [
      { Payload: usualInput, Truncated: false },
      { Payload: '1', Truncated: false },
    ];
    assert.deepEqual(await shown(undefined, service, arn), whole);
    assert.deepEqual(await shown(true, service, arn), whole);
    assert.deepEqual(await shown(false, service, arn), [{ Truncated: true }, { Truncated: true }]);
  });

  test('leave everything else in place when they are not wanted', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn: DurableExecutionArn, CallbackId } = await service.startCallback();
    const Error = { ErrorType: 'No' };
    await service.lambda.sendDurableExecutionCallbackFailure({ CallbackId, Error });
    const { Events = [] } = await service.lambda.getDurableExecutionHistory({
      DurableExecutionArn,
      IncludeExecutionData: false,
    });
    assert.equal(Events[1]?.CallbackStartedDetails?.CallbackId, CallbackId);
    assert.deepEqual(Events[3]?.CallbackFailedDetails, { Error: { Truncated: true } });
  });
});

test('the history of an unknown execution does not exist', async (t) => {
  const service = await scriptedEmulator(t);
  const arn = await service.start();
  const call = service.lambda.getDurableExecutionHistory({ DurableExecutionArn: `${arn}0` });
  await refused(call, ResourceNotFoundException, 404, 'Durable Execution does not exist');
});

test('a flag is true or false', async (t) => {
  const service = await scriptedEmulator(t);
  const arn = encodeURIComponent(await service.start());
  const url = `${service.emulator.url}/2025-12-01/durable-executions/${arn}/history?ReverseOrder=yes`;
  const answer = await fetch(url);
  assert.equal(answer.status, 400);
  assert.equal(answer.headers.get('x-amzn-errortype'), 'SerializationException');
});
