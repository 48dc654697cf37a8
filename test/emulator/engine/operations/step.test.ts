import { test } from 'node:test';
import { checkpoint, invoke, suspend, tick, update } from '../commands.ts';
import { checkpointed } from '../events.ts';
import { at, given } from '../given.ts';
import { second } from '../second.ts';
import { specifyTransitions } from './transitions.ts';

const about = { Name: 'charge card', SubType: 'Step' };
const start = update('STEP', 'START', 'a', about);
const succeed = update('STEP', 'SUCCEED', 'a', { ...about, Payload: '"ok"' });
const fail = update('STEP', 'FAIL', 'a', { ...about, Error: { ErrorType: 'Declined' } });
const in5 = { StepOptions: { NextAttemptDelaySeconds: 5 } };
const retry = update('STEP', 'RETRY', 'a', { ...about, ...in5, Error: { ErrorType: 'Busy' } });
const poll = update('STEP', 'RETRY', 'a', { ...about, ...in5, Payload: '{"tries":1}' });

const running = at(0, invoke);
const shown = { Id: 'a', Type: 'STEP', ...about, StartTimestamp: second(1) };

specifyTransitions({
  type: 'STEP',
  statuses: {
    NONE: [],
    STARTED: [at(1, checkpoint(update('STEP', 'START', 'a')))],
    PENDING: [
      at(1, checkpoint(update('STEP', 'RETRY', 'a', { StepOptions: { NextAttemptDelaySeconds: 200 } }))),
    ],
    READY: [at(1, checkpoint(update('STEP', 'RETRY', 'a', in5))), at(6, tick)],
    SUCCEEDED: [at(1, checkpoint(update('STEP', 'SUCCEED', 'a')))],
    FAILED: [at(1, checkpoint(update('STEP', 'FAIL', 'a')))],
  },
  actions: {
    START: { from: ['NONE', 'READY'], refusal: 'Invalid current STEP state to start.' },
    SUCCEED: { from: ['NONE', 'STARTED', 'READY'], refusal: 'Invalid current STEP state to close.' },
    FAIL: { from: ['NONE', 'STARTED', 'READY'], refusal: 'Invalid current STEP state to close.' },
    RETRY: {
      options: in5,
      from: ['NONE', 'STARTED', 'READY'],
      refusal: 'Invalid current STEP state to re-attempt.',
    },
  },
});

test('a step is started', () => {
  given(running)
    .when(checkpoint(start), 1)
    .happens(
      { EventTimestamp: second(1), EventType: 'StepStarted', Id: 'a', ...about, StepStartedDetails: {} },
      checkpointed(1),
    )
    .shows('a', { ...shown, Status: 'STARTED', StepDetails: { Attempt: 0 } })
    .actsAt(3600);
});

test('a step succeeds with its first attempt', () => {
  given(running, at(1, checkpoint(start)))
    .when(checkpoint(succeed), 2)
    .happens(
      {
        EventTimestamp: second(2),
        EventType: 'StepSucceeded',
        Id: 'a',
        ...about,
        StepSucceededDetails: { Result: { Payload: '"ok"' }, RetryDetails: { CurrentAttempt: 1 } },
      },
      checkpointed(2),
    )
    .shows('a', {
      ...shown,
      Status: 'SUCCEEDED',
      EndTimestamp: second(2),
      StepDetails: { Attempt: 1, Result: '"ok"' },
    });
});

test('a step may start and end in one request, and return nothing', () => {
  given(running)
    .when(checkpoint(start, update('STEP', 'SUCCEED', 'a', about)), 1)
    .happens(
      { EventTimestamp: second(1), EventType: 'StepStarted', Id: 'a', ...about, StepStartedDetails: {} },
      {
        EventTimestamp: second(1),
        EventType: 'StepSucceeded',
        Id: 'a',
        ...about,
        StepSucceededDetails: { Result: {}, RetryDetails: { CurrentAttempt: 1 } },
      },
      checkpointed(1),
    )
    .shows('a', { ...shown, Status: 'SUCCEEDED', EndTimestamp: second(1), StepDetails: { Attempt: 1 } });
});

test('a step that was never started may be closed: only the closing event happens', () => {
  given(running)
    .when(checkpoint(succeed), 1)
    .happens(
      {
        EventTimestamp: second(1),
        EventType: 'StepSucceeded',
        Id: 'a',
        ...about,
        StepSucceededDetails: { Result: { Payload: '"ok"' }, RetryDetails: { CurrentAttempt: 1 } },
      },
      checkpointed(1),
    );
});

test('a step fails for good', () => {
  given(running, at(1, checkpoint(start)))
    .when(checkpoint(fail), 2)
    .happens(
      {
        EventTimestamp: second(2),
        EventType: 'StepFailed',
        Id: 'a',
        ...about,
        StepFailedDetails: {
          Error: { Payload: { ErrorType: 'Declined' } },
          RetryDetails: { CurrentAttempt: 1 },
        },
      },
      checkpointed(2),
    )
    .shows('a', {
      ...shown,
      Status: 'FAILED',
      EndTimestamp: second(2),
      StepDetails: { Attempt: 1, Error: { ErrorType: 'Declined' } },
    });
});

test('a failed attempt is retried after its delay', () => {
  given(running, at(1, checkpoint(start)))
    .when(checkpoint(retry), 2)
    .happens(
      {
        EventTimestamp: second(2),
        EventType: 'StepFailed',
        Id: 'a',
        ...about,
        StepFailedDetails: {
          Error: { Payload: { ErrorType: 'Busy' } },
          RetryDetails: { CurrentAttempt: 1, NextAttemptDelaySeconds: 5 },
        },
      },
      checkpointed(2),
    )
    .shows('a', {
      ...shown,
      Status: 'PENDING',
      StepDetails: { Attempt: 1, Error: { ErrorType: 'Busy' }, NextAttemptTimestamp: second(7) },
    })
    .actsAt(7)
    .when(tick, 7)
    .happens({ EventTimestamp: second(7), EventType: '_StepReady', Id: 'a', ...about })
    .shows('a', { ...shown, Status: 'READY', StepDetails: { Attempt: 1, Error: { ErrorType: 'Busy' } } })
    .actsAt(3600);
});

test('a retry without an error is a success that is polled again, and keeps its state', () => {
  given(running, at(1, checkpoint(start)))
    .when(checkpoint(poll), 2)
    .happens(
      {
        EventTimestamp: second(2),
        EventType: 'StepSucceeded',
        Id: 'a',
        ...about,
        StepSucceededDetails: {
          Result: { Payload: '{"tries":1}' },
          RetryDetails: { CurrentAttempt: 1, NextAttemptDelaySeconds: 5 },
        },
      },
      checkpointed(2),
    )
    .shows('a', {
      ...shown,
      Status: 'PENDING',
      StepDetails: { Attempt: 1, Result: '{"tries":1}', NextAttemptTimestamp: second(7) },
    })
    .when(tick, 8)
    .accepted()
    .when(checkpoint(start), 9)
    .accepted()
    .shows('a', { ...shown, Status: 'STARTED', StepDetails: { Attempt: 1, Result: '{"tries":1}' } });
});

test('the second attempt counts as the second, and its outcome replaces the first one', () => {
  given(running, at(1, checkpoint(start, retry)), at(1, suspend), at(6, tick), at(6, invoke))
    .when(checkpoint(start, succeed), 7)
    .happens(
      { EventTimestamp: second(7), EventType: 'StepStarted', Id: 'a', ...about, StepStartedDetails: {} },
      {
        EventTimestamp: second(7),
        EventType: 'StepSucceeded',
        Id: 'a',
        ...about,
        StepSucceededDetails: { Result: { Payload: '"ok"' }, RetryDetails: { CurrentAttempt: 2 } },
      },
      checkpointed(7),
    )
    .shows('a', {
      ...shown,
      Status: 'SUCCEEDED',
      EndTimestamp: second(7),
      StepDetails: { Attempt: 2, Result: '"ok"' },
    });
});

test('a retry needs a delay', () => {
  const refusal = 'Invalid StepOptions for the given action.';
  for (const StepOptions of [undefined, {}, { NextAttemptDelaySeconds: 0 }]) {
    given(running)
      .when(checkpoint(update('STEP', 'RETRY', 'a', { StepOptions })), 1)
      .refused('InvalidParameterValueException', refusal);
  }
});

test('only a retry has a delay', () => {
  const StepOptions = { NextAttemptDelaySeconds: 1 };
  for (const action of ['START', 'SUCCEED', 'FAIL'] as const) {
    given(running)
      .when(checkpoint(update('STEP', action, 'a', { StepOptions })), 1)
      .refused('InvalidParameterValueException', 'Invalid StepOptions for the given action.');
  }
});

test('a retry has either an error or a payload', () => {
  given(running)
    .when(checkpoint({ ...retry, Payload: '1' }), 1)
    .refused('InvalidParameterValueException', 'Cannot provide both error and payload to RETRY a STEP.');
});
