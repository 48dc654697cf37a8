import assert from 'node:assert/strict';
import { test } from 'node:test';
import { historyEvent, summary } from '../../../src/emulator/engine/views.ts';
import {
  arn,
  checkpoint,
  checkpointWith,
  crash,
  executionId,
  heartbeat,
  invoke,
  reply,
  started,
  stop,
  suspend,
  tick,
  update,
} from './commands.ts';
import { at, type Given, given, plain } from './given.ts';
import { second } from './second.ts';

const running = at(0, invoke);

/** As the journal numbers them: public events count, hidden ones are not shown. */
function history({ past, state }: Given, includeData: boolean): unknown {
  const shown = past
    .filter(({ EventType }) => !EventType.startsWith('_'))
    .map((event, index) => historyEvent(state, { eventId: index + 1, event }, includeData));
  assert.equal(state.eventId, shown.length);
  return plain(shown);
}

const invocation = {
  EventType: 'InvocationCompleted',
  EventTimestamp: second(2),
};
const details = { StartTimestamp: second(0), EndTimestamp: second(2), RequestId: 'request-1' };

test('history has numbered public events, with their payloads', () => {
  const step = update('STEP', 'SUCCEED', 'a', { Name: 'n', SubType: 'Step', Payload: '1' });
  const told = given(running, at(1, checkpoint(step)), at(2, reply({ Status: 'SUCCEEDED', Result: '2' })));
  assert.deepEqual(history(told, true), [
    {
      EventId: 1,
      EventType: 'ExecutionStarted',
      EventTimestamp: second(0),
      Id: executionId,
      Name: 'order-7',
      ExecutionStartedDetails: { Input: { Payload: '{"n":1}', Truncated: false }, ExecutionTimeout: 3600 },
    },
    {
      EventId: 2,
      EventType: 'StepSucceeded',
      EventTimestamp: second(1),
      Id: 'a',
      Name: 'n',
      SubType: 'Step',
      StepSucceededDetails: {
        Result: { Payload: '1', Truncated: false },
        RetryDetails: { CurrentAttempt: 1 },
      },
    },
    { EventId: 3, ...invocation, InvocationCompletedDetails: details },
    {
      EventId: 4,
      EventType: 'ExecutionSucceeded',
      EventTimestamp: second(2),
      Id: executionId,
      Name: 'order-7',
      ExecutionSucceededDetails: { Result: { Payload: '2', Truncated: false } },
    },
  ]);
});

test('without data, history says that payloads were left out and keeps the rest', () => {
  const open = update('CALLBACK', 'START', 'a', { CallbackOptions: { TimeoutSeconds: 1 } });
  const told = given(running, at(1, checkpoint(open)), at(2, crash), at(2.5, stop({ ErrorType: 'E' })));
  const shown = history(told, false);
  const { CallbackId } = checkedCallback(told);
  assert.deepEqual(shown, [
    {
      EventId: 1,
      EventType: 'ExecutionStarted',
      EventTimestamp: second(0),
      Id: executionId,
      Name: 'order-7',
      ExecutionStartedDetails: { Input: { Truncated: true }, ExecutionTimeout: 3600 },
    },
    {
      EventId: 2,
      EventType: 'CallbackStarted',
      EventTimestamp: second(1),
      Id: 'a',
      CallbackStartedDetails: { CallbackId, Timeout: 1 },
    },
    {
      EventId: 3,
      EventType: 'CallbackTimedOut',
      EventTimestamp: second(2),
      Id: 'a',
      CallbackTimedOutDetails: { Error: { Truncated: true } },
    },
    {
      EventId: 4,
      ...invocation,
      InvocationCompletedDetails: { ...details, Error: { Truncated: true } },
    },
    {
      EventId: 5,
      EventType: 'ExecutionStopped',
      EventTimestamp: second(2.5),
      Id: executionId,
      Name: 'order-7',
      ExecutionStoppedDetails: { Error: { Truncated: true } },
    },
  ]);
});

function checkedCallback({ past }: Given) {
  const event = past.find(({ EventType }) => EventType === 'CallbackStarted');
  assert.ok(event?.EventType === 'CallbackStarted');
  return event.CallbackStartedDetails;
}

test('nothing hidden is shown', () => {
  const updates = [
    update('CONTEXT', 'SUCCEED', 'c', { ContextOptions: { ReplayChildren: true } }),
    update('STEP', 'RETRY', 's', { StepOptions: { NextAttemptDelaySeconds: 1 } }),
    update('CALLBACK', 'START', 'b', { CallbackOptions: { HeartbeatTimeoutSeconds: 9 } }),
    update('CHAINED_INVOKE', 'START', 'i', { ChainedInvokeOptions: { FunctionName: 'f' } }),
  ];
  const target = { FunctionName: 'f', Qualifier: '1', Durable: false };
  const targets = { i: { kind: 'found', target, executedVersion: '1' } } as const;
  const told = given(
    started({ TraceHeader: 'Root=1', TenantId: 't' }),
    running,
    at(1, checkpointWith({ updates, targets, clientToken: 'secret' })),
    at(2, heartbeat('b')),
    at(3, suspend),
    at(3, invoke),
    at(3, checkpoint()),
  );
  const hidden = told.past.filter(({ EventType }) => EventType.startsWith('_'));
  assert.equal(hidden.length, 6);
  assert.doesNotMatch(JSON.stringify(history(told, true)), /"_|secret|Root=1|Qualifier/);
});

test('an execution times out without details', () => {
  const shown = history(given(at(3600, tick)), true);
  assert.deepEqual(shown, [
    {
      EventId: 1,
      EventType: 'ExecutionStarted',
      EventTimestamp: second(0),
      Id: executionId,
      Name: 'order-7',
      ExecutionStartedDetails: { Input: { Payload: '{"n":1}', Truncated: false }, ExecutionTimeout: 3600 },
    },
    {
      EventId: 2,
      EventType: 'ExecutionTimedOut',
      EventTimestamp: second(3600),
      Id: executionId,
      Name: 'order-7',
      ExecutionTimedOutDetails: {},
    },
  ]);
});

const known = {
  DurableExecutionArn: arn,
  DurableExecutionName: 'order-7',
  FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:order:$LATEST',
  Version: '$LATEST',
  StartTimestamp: second(0),
  DurableConfig: { ExecutionTimeout: 3600, RetentionPeriodInDays: 14 },
};

function assertSummary({ state }: Given, includeData: boolean, expected: object) {
  assert.deepEqual(plain(summary(state, includeData)), { ...known, ...expected });
}

test('the summary of a running execution', () => {
  assertSummary(given(running), true, {
    Status: 'RUNNING',
    ExecutionDataIncluded: true,
    InputPayload: '{"n":1}',
  });
  assertSummary(given(started({ TraceHeader: 'Root=1', KMSKeyArn: 'arn:key' })), false, {
    Status: 'RUNNING',
    ExecutionDataIncluded: false,
    TraceHeader: { XAmznTraceId: 'Root=1' },
    DurableConfig: { ...known.DurableConfig, KMSKeyArn: 'arn:key' },
  });
});

test('the summary of an execution that is over', () => {
  const ends = [
    [at(1, reply({ Status: 'SUCCEEDED', Result: '2' })), { Status: 'SUCCEEDED', Result: '2' }],
    [
      at(1, reply({ Status: 'FAILED', Error: { ErrorType: 'E' } })),
      { Status: 'FAILED', Error: { ErrorType: 'E' } },
    ],
    [at(1, stop({ ErrorType: 'S' })), { Status: 'STOPPED', Error: { ErrorType: 'S' } }],
    [
      at(3600, tick),
      { Status: 'TIMED_OUT', Error: { ErrorMessage: 'Execution timed out after 3600 seconds.' } },
    ],
  ] as const;
  for (const [end, expected] of ends) {
    const over = given(running, end);
    const EndTimestamp = second(end.seconds);
    const data = { ExecutionDataIncluded: true, InputPayload: '{"n":1}' };
    assertSummary(over, true, { ...expected, EndTimestamp, ...data });
    assertSummary(over, false, { Status: expected.Status, EndTimestamp, ExecutionDataIncluded: false });
  }
});

test('an execution whose outcome was checkpointed runs until its invocation has ended', () => {
  assertSummary(given(running, at(1, checkpoint(update('EXECUTION', 'SUCCEED', 'x')))), false, {
    Status: 'RUNNING',
    ExecutionDataIncluded: false,
  });
});
