import { test } from 'node:test';
import { checkpoint, invoke, suspend, update } from '../commands.ts';
import { checkpointed, executionFailed, invocationCompleted } from '../events.ts';
import { at, given } from '../given.ts';
import { second } from '../second.ts';
import { specifyTransitions } from './transitions.ts';

const about = { Name: 'enrich', SubType: 'RunInChildContext' };
const start = update('CONTEXT', 'START', 'a', about);
const running = at(0, invoke);
const begun = at(1, checkpoint(start));
const shown = { Id: 'a', Type: 'CONTEXT', ...about, StartTimestamp: second(1) };

specifyTransitions({
  type: 'CONTEXT',
  statuses: {
    NONE: [],
    STARTED: [at(1, checkpoint(update('CONTEXT', 'START', 'a')))],
    SUCCEEDED: [at(1, checkpoint(update('CONTEXT', 'SUCCEED', 'a')))],
    FAILED: [at(1, checkpoint(update('CONTEXT', 'FAIL', 'a')))],
  },
  actions: {
    START: { from: ['NONE'], refusal: 'Cannot start a CONTEXT that already exist.' },
    SUCCEED: { from: ['NONE', 'STARTED'], refusal: 'Invalid current CONTEXT state to close.' },
    FAIL: { from: ['NONE', 'STARTED'], refusal: 'Invalid current CONTEXT state to close.' },
  },
});

test('a context is started', () => {
  given(running)
    .when(checkpoint(start), 1)
    .happens(
      {
        EventTimestamp: second(1),
        EventType: 'ContextStarted',
        Id: 'a',
        ...about,
        ContextStartedDetails: {},
      },
      checkpointed(1),
    )
    .shows('a', { ...shown, Status: 'STARTED' })
    .actsAt(3600);
});

test('a context succeeds', () => {
  given(running, begun)
    .when(checkpoint(update('CONTEXT', 'SUCCEED', 'a', { ...about, Payload: '[1]' })), 2)
    .happens(
      {
        EventTimestamp: second(2),
        EventType: 'ContextSucceeded',
        Id: 'a',
        ...about,
        ContextSucceededDetails: { Result: { Payload: '[1]' } },
      },
      checkpointed(2),
    )
    .shows('a', {
      ...shown,
      Status: 'SUCCEEDED',
      EndTimestamp: second(2),
      ContextDetails: { Result: '[1]' },
    });
});

test('a context whose result is too large to keep has its children replayed', () => {
  const ContextOptions = { ReplayChildren: true };
  given(running, begun)
    .when(checkpoint(update('CONTEXT', 'SUCCEED', 'a', { ...about, Payload: '', ContextOptions })), 2)
    .happens(
      {
        EventTimestamp: second(2),
        EventType: 'ContextSucceeded',
        Id: 'a',
        ...about,
        ContextSucceededDetails: { Result: { Payload: '' } },
        _ReplayChildren: true,
      },
      checkpointed(2),
    )
    .shows('a', {
      ...shown,
      Status: 'SUCCEEDED',
      EndTimestamp: second(2),
      ContextDetails: { Result: '', ReplayChildren: true },
    });
});

test('a context fails', () => {
  const Error = { ErrorType: 'TypeError', ErrorMessage: 'x is not a function' };
  given(running, begun)
    .when(checkpoint(update('CONTEXT', 'FAIL', 'a', { ...about, Error })), 2)
    .happens(
      {
        EventTimestamp: second(2),
        EventType: 'ContextFailed',
        Id: 'a',
        ...about,
        ContextFailedDetails: { Error: { Payload: Error } },
      },
      checkpointed(2),
    )
    .shows('a', { ...shown, Status: 'FAILED', EndTimestamp: second(2), ContextDetails: { Error } });
});

test('a context that failed may ask for its children to be kept, too', () => {
  const ContextOptions = { ReplayChildren: true };
  given(running, begun)
    .when(checkpoint(update('CONTEXT', 'FAIL', 'a', { ...about, ContextOptions })), 2)
    .accepted()
    .shows('a', {
      ...shown,
      Status: 'FAILED',
      EndTimestamp: second(2),
      ContextDetails: { Error: {}, ReplayChildren: true },
    });
});

test('a context may start and end in one request, with its children between', () => {
  const child = update('STEP', 'SUCCEED', 'b', { ParentId: 'a' });
  given(running)
    .when(checkpoint(start, child, update('CONTEXT', 'SUCCEED', 'a', about)), 1)
    .accepted()
    .shows('a', { ...shown, Status: 'SUCCEEDED', EndTimestamp: second(1), ContextDetails: {} });
});

test('an open context is nothing to suspend for', () => {
  const error = {
    ErrorType: 'InvalidParameterValueException',
    ErrorMessage: 'Cannot return PENDING status with no pending operations.',
  };
  given(running, begun)
    .when(suspend, 2)
    .happens(invocationCompleted(1, { from: 0, to: 2, error }), executionFailed(2, error));
});
