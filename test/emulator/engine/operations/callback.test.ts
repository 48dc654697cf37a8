import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCallbackId, encodeCallbackId } from '../../../../src/model/ids.ts';
import {
  checkpoint,
  executionId,
  failCallback,
  heartbeat,
  invoke,
  stop,
  succeedCallback,
  suspend,
  tick,
  update,
} from '../commands.ts';
import { checkpointed } from '../events.ts';
import { at, given } from '../given.ts';
import { second } from '../second.ts';
import { specifyTransitions } from './transitions.ts';

const about = { Name: 'approval', SubType: 'Callback' };
const CallbackId = encodeCallbackId(executionId, 'a');

function start(options: { TimeoutSeconds?: number; HeartbeatTimeoutSeconds?: number } = {}) {
  return checkpoint(update('CALLBACK', 'START', 'a', { ...about, CallbackOptions: options }));
}

const running = at(0, invoke);
const open = at(1, start());
const openFor60 = at(1, start({ TimeoutSeconds: 60 }));
const beatenEvery10 = at(1, start({ TimeoutSeconds: 60, HeartbeatTimeoutSeconds: 10 }));
const shown = { Id: 'a', Type: 'CALLBACK', ...about, StartTimestamp: second(1) };

const closed = ['CallbackTimeoutException', 'The callback is either timed out or already completed'] as const;

function timedOut(seconds: number, ErrorType: string, ErrorMessage: string) {
  return {
    EventTimestamp: second(seconds),
    EventType: 'CallbackTimedOut',
    Id: 'a',
    ...about,
    CallbackTimedOutDetails: { Error: { Payload: { ErrorType, ErrorMessage } } },
  } as const;
}

specifyTransitions({
  type: 'CALLBACK',
  statuses: {
    NONE: [],
    STARTED: [at(1, checkpoint(update('CALLBACK', 'START', 'a')))],
    SUCCEEDED: [at(1, checkpoint(update('CALLBACK', 'START', 'a'))), at(2, succeedCallback('a'))],
    FAILED: [at(1, checkpoint(update('CALLBACK', 'START', 'a'))), at(2, failCallback('a'))],
    TIMED_OUT: [
      at(1, checkpoint(update('CALLBACK', 'START', 'a', { CallbackOptions: { TimeoutSeconds: 3 } }))),
      at(4, tick),
    ],
  },
  actions: {
    START: { from: ['NONE'], refusal: 'Cannot start a CALLBACK that already exist.' },
  },
});

test('a callback gets its id with its start', () => {
  given(running)
    .when(start({ TimeoutSeconds: 60, HeartbeatTimeoutSeconds: 10 }), 1)
    .happens(
      {
        EventTimestamp: second(1),
        EventType: 'CallbackStarted',
        Id: 'a',
        ...about,
        CallbackStartedDetails: { CallbackId, Timeout: 60, HeartbeatTimeout: 10 },
      },
      checkpointed(1),
    )
    .shows('a', { ...shown, Status: 'STARTED', CallbackDetails: { CallbackId } })
    .actsAt(11);
  assert.deepEqual(decodeCallbackId(CallbackId), { executionId, operationId: 'a' });
});

test('a callback without timeouts, or with timeouts of 0, never times out by itself', () => {
  for (const options of [{}, { TimeoutSeconds: 0, HeartbeatTimeoutSeconds: 0 }]) {
    given(running)
      .when(start(options), 1)
      .happens(
        {
          EventTimestamp: second(1),
          EventType: 'CallbackStarted',
          Id: 'a',
          ...about,
          CallbackStartedDetails: { CallbackId },
        },
        checkpointed(1),
      )
      .actsAt(3600);
  }
});

test('a callback succeeds with the text as it came', () => {
  given(running, openFor60, at(1, suspend))
    .when(succeedCallback('a', '{"status": "approved"}'), 5)
    .happens({
      EventTimestamp: second(5),
      EventType: 'CallbackSucceeded',
      Id: 'a',
      ...about,
      CallbackSucceededDetails: { Result: { Payload: '{"status": "approved"}' } },
    })
    .shows('a', {
      ...shown,
      Status: 'SUCCEEDED',
      EndTimestamp: second(5),
      CallbackDetails: { CallbackId, Result: '{"status": "approved"}' },
    })
    .actsAt(3600);
});

test('a callback succeeds without a result', () => {
  given(running, open)
    .when(succeedCallback('a'), 5)
    .accepted()
    .shows('a', {
      ...shown,
      Status: 'SUCCEEDED',
      EndTimestamp: second(5),
      CallbackDetails: { CallbackId },
    });
});

test('a callback fails with the error as it came', () => {
  const error = { ErrorType: 'Declined', ErrorMessage: 'no', ErrorData: '{"x":1}', StackTrace: ['a', 'b'] };
  given(running, openFor60, at(1, suspend))
    .when(failCallback('a', error), 5)
    .happens({
      EventTimestamp: second(5),
      EventType: 'CallbackFailed',
      Id: 'a',
      ...about,
      CallbackFailedDetails: { Error: { Payload: error } },
    })
    .shows('a', {
      ...shown,
      Status: 'FAILED',
      EndTimestamp: second(5),
      CallbackDetails: { CallbackId, Error: error },
    });
});

test('a callback that fails without an error has an empty one, and wakes the function', () => {
  given(running, open, at(1, suspend), at(5, failCallback('a')))
    .shows('a', {
      ...shown,
      Status: 'FAILED',
      EndTimestamp: second(5),
      CallbackDetails: { CallbackId, Error: {} },
    })
    .when(invoke, 5)
    .happens({ EventTimestamp: second(5), EventType: '_InvocationStarted', RequestId: 'request-2' });
});

test('a callback fails with at most 1 MB of error', () => {
  given(running, open)
    .when(failCallback('a', { ErrorMessage: 'x'.repeat(1_048_576) }), 5)
    .refused(
      'InvalidParameterValueException',
      'Error object size must be less than or equal to 1048576 bytes.',
    );
});

test('a callback times out', () => {
  const error = { ErrorType: 'Callback.Timeout', ErrorMessage: 'Callback timed out' };
  given(running, openFor60)
    .actsAt(61)
    .when(tick, 61)
    .happens(timedOut(61, error.ErrorType, error.ErrorMessage))
    .shows('a', {
      ...shown,
      Status: 'TIMED_OUT',
      EndTimestamp: second(61),
      CallbackDetails: { CallbackId, Error: error },
    })
    .actsAt(3600);
});

test('a callback without a heartbeat times out on it', () => {
  given(running, beatenEvery10)
    .when(tick, 11)
    .happens(timedOut(11, 'Callback.Heartbeat', 'Callback timed out on heartbeat'));
});

test('a heartbeat moves only its own deadline', () => {
  const beaten = given(running, beatenEvery10)
    .when(heartbeat('a'), 10)
    .happens({ EventTimestamp: second(10), EventType: '_CallbackHeartbeat', Id: 'a' })
    .shows('a', { ...shown, Status: 'STARTED', CallbackDetails: { CallbackId } })
    .actsAt(20);
  beaten.when(tick, 11).happens();
  beaten.when(tick, 20).happens(timedOut(20, 'Callback.Heartbeat', 'Callback timed out on heartbeat'));
});

test('however often a callback is beaten, its own timeout holds', () => {
  const beats = [10, 19, 28, 37, 46, 55].map((seconds) => at(seconds, heartbeat('a')));
  given(running, beatenEvery10, ...beats)
    .actsAt(61)
    .when(tick, 61)
    .happens(timedOut(61, 'Callback.Timeout', 'Callback timed out'));
});

test('a late tick tells which of the two deadlines came first', () => {
  given(running, beatenEvery10)
    .when(tick, 100)
    .happens(timedOut(100, 'Callback.Heartbeat', 'Callback timed out on heartbeat'));
  for (const HeartbeatTimeoutSeconds of [10, 11]) {
    given(running, at(1, start({ TimeoutSeconds: 10, HeartbeatTimeoutSeconds })))
      .when(tick, 100)
      .happens(timedOut(100, 'Callback.Timeout', 'Callback timed out'));
  }
});

test('a heartbeat is accepted and forgotten when the callback asks for none', () => {
  given(running, openFor60).when(heartbeat('a'), 10).happens().actsAt(61);
});

test('a heartbeat wakes nobody', () => {
  given(running, beatenEvery10, at(1, suspend), at(5, heartbeat('a')))
    .when(invoke, 5)
    .happens();
});

test('whoever comes too late is told so', () => {
  const endings = [
    at(2, succeedCallback('a')),
    at(2, failCallback('a')),
    at(61, tick),
    at(2, stop()),
    at(3600, tick),
  ];
  for (const ending of endings) {
    const after = given(running, openFor60, ending);
    for (const late of [succeedCallback('a'), failCallback('a'), heartbeat('a')]) {
      after.when(late, 3600).refused(...closed);
    }
  }
});

test('an answer is too late at the very moment of the timeout, ticked or not', () => {
  given(running, openFor60).when(succeedCallback('a'), 60.999).accepted();
  given(running, openFor60)
    .when(succeedCallback('a'), 61)
    .refused(...closed);
});

test('an operation that is no callback cannot be answered', () => {
  const stepped = given(running, at(1, checkpoint(update('STEP', 'START', 'b'))));
  for (const id of ['a', 'b', executionId]) {
    for (const command of [succeedCallback(id), failCallback(id), heartbeat(id)]) {
      stepped.when(command, 2).refused('ResourceNotFoundException', 'Callback does not exist');
    }
  }
});
