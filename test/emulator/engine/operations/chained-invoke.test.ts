import { test } from 'node:test';
import type { ChainedOutcome, ResolvedTarget } from '../../../../src/emulator/engine/command.ts';
import { checkpoint, checkpointWith, endChainedInvoke, invoke, stop, suspend, update } from '../commands.ts';
import { checkpointed } from '../events.ts';
import { at, given } from '../given.ts';
import { second } from '../second.ts';
import { specifyTransitions } from './transitions.ts';

const about = { Name: 'price', SubType: 'ChainedInvoke' };
const ChainedInvokeOptions = { FunctionName: 'pricing:live', TenantId: 'blue' };
const start = update('CHAINED_INVOKE', 'START', 'a', {
  ...about,
  Payload: '{"sku":1}',
  ChainedInvokeOptions,
});
const shown = { Id: 'a', Type: 'CHAINED_INVOKE', ...about, StartTimestamp: second(1) };

const childArn = 'arn:aws:lambda:eu-west-1:123456789012:function:pricing:7/durable-execution/child/c1';
const pricing: ResolvedTarget = {
  kind: 'found',
  target: { FunctionName: 'pricing', Qualifier: '7', Durable: true },
  executedVersion: '7',
  durableExecutionArn: childArn,
};

const startPricing = checkpointWith({ updates: [start], targets: { a: pricing } });
const running = at(0, invoke);
const called = at(1, startPricing);

const ends = (outcome: ChainedOutcome) => endChainedInvoke('a', outcome);

const toTransition = checkpointWith({
  updates: [update('CHAINED_INVOKE', 'START', 'a', { ChainedInvokeOptions })],
  targets: { a: pricing },
});
const error = { ErrorType: 'Sold out' };

specifyTransitions({
  type: 'CHAINED_INVOKE',
  statuses: {
    NONE: [],
    STARTED: [at(1, toTransition)],
    SUCCEEDED: [at(1, toTransition), at(2, ends({ status: 'SUCCEEDED', result: '1' }))],
    FAILED: [at(1, toTransition), at(2, ends({ status: 'FAILED', error }))],
    TIMED_OUT: [at(1, toTransition), at(2, ends({ status: 'TIMED_OUT', error }))],
    STOPPED: [at(1, toTransition), at(2, ends({ status: 'STOPPED', error }))],
  },
  actions: {
    START: {
      options: { ChainedInvokeOptions },
      from: ['NONE'],
      refusal: 'Cannot start a CHAINED_INVOKE that already exist.',
    },
  },
});

test('a chained invoke names the function as it was asked for, and what it turned out to be', () => {
  given(running)
    .when(startPricing, 1)
    .happens(
      {
        EventTimestamp: second(1),
        EventType: 'ChainedInvokeStarted',
        Id: 'a',
        ...about,
        ChainedInvokeStartedDetails: {
          FunctionName: 'pricing:live',
          TenantId: 'blue',
          Input: { Payload: '{"sku":1}' },
          ExecutedVersion: '7',
          DurableExecutionArn: childArn,
        },
        _Target: { FunctionName: 'pricing', Qualifier: '7', Durable: true },
      },
      checkpointed(1),
    )
    .shows('a', { ...shown, Status: 'STARTED' })
    .actsAt(3600);
});

test('a chained invoke that cannot be started has failed in the same answer', () => {
  const refusal = { ErrorType: 'InvalidParameterValueException', ErrorMessage: 'unqualified' };
  given(running)
    .when(checkpointWith({ updates: [start], targets: { a: { kind: 'refused', error: refusal } } }), 1)
    .happens(
      {
        EventTimestamp: second(1),
        EventType: 'ChainedInvokeStarted',
        Id: 'a',
        ...about,
        ChainedInvokeStartedDetails: { FunctionName: 'pricing:live', TenantId: 'blue' },
      },
      {
        EventTimestamp: second(1),
        EventType: 'ChainedInvokeFailed',
        Id: 'a',
        ...about,
        ChainedInvokeFailedDetails: { Error: { Payload: refusal } },
      },
      checkpointed(1),
    )
    .shows('a', {
      ...shown,
      Status: 'FAILED',
      EndTimestamp: second(1),
      ChainedInvokeDetails: { Error: refusal },
    });
});

test('a target that nobody knows is a function that is not there', () => {
  const Error = { ErrorType: 'ResourceNotFoundException', ErrorMessage: 'Function not found: pricing:live' };
  given(running)
    .when(checkpoint(start), 1)
    .accepted()
    .shows('a', { ...shown, Status: 'FAILED', EndTimestamp: second(1), ChainedInvokeDetails: { Error } });
});

test('the target succeeds', () => {
  given(running, called, at(1, suspend))
    .when(ends({ status: 'SUCCEEDED', result: '42' }), 5)
    .happens({
      EventTimestamp: second(5),
      EventType: 'ChainedInvokeSucceeded',
      Id: 'a',
      ...about,
      ChainedInvokeSucceededDetails: { Result: { Payload: '42' } },
    })
    .shows('a', {
      ...shown,
      Status: 'SUCCEEDED',
      EndTimestamp: second(5),
      ChainedInvokeDetails: { Result: '42' },
    });
});

test('the target fails, times out or is stopped', () => {
  const suspended = given(running, called, at(1, suspend));
  const stamp = { EventTimestamp: second(5), Id: 'a', ...about };
  const details = { Error: { Payload: error } };
  suspended
    .when(ends({ status: 'FAILED', error }), 5)
    .happens({ ...stamp, EventType: 'ChainedInvokeFailed', ChainedInvokeFailedDetails: details });
  suspended
    .when(ends({ status: 'TIMED_OUT', error }), 5)
    .happens({ ...stamp, EventType: 'ChainedInvokeTimedOut', ChainedInvokeTimedOutDetails: details });
  suspended
    .when(ends({ status: 'STOPPED', error }), 5)
    .happens({ ...stamp, EventType: 'ChainedInvokeStopped', ChainedInvokeStoppedDetails: details })
    .shows('a', {
      ...shown,
      Status: 'STOPPED',
      EndTimestamp: second(5),
      ChainedInvokeDetails: { Error: error },
    });
});

test('the end of the target wakes the function', () => {
  given(running, called, at(1, suspend), at(5, ends({ status: 'SUCCEEDED', result: '1' })))
    .when(invoke, 5)
    .happens({ EventTimestamp: second(5), EventType: '_InvocationStarted', RequestId: 'request-2' });
});

test('an end that is told twice, too late, or to no invoke at all changes nothing', () => {
  const again = ends({ status: 'FAILED', error });
  given(running, called, at(2, again)).when(again, 3).happens();
  given(running, called, at(2, stop())).when(again, 3).happens();
  given(running).when(again, 3).happens();
  given(running, at(1, checkpoint(update('STEP', 'START', 'a'))))
    .when(again, 3)
    .happens();
});

test('a chained invoke needs its options', () => {
  given(running)
    .when(checkpoint(update('CHAINED_INVOKE', 'START', 'a')), 1)
    .refused(
      'InvalidParameterValueException',
      'Update for CHAINED_INVOKE operation requires ChainedInvokeOptions.',
    );
});

test('a chained invoke stays in its account and region', () => {
  const places = [
    ['arn:aws:lambda:eu-west-1:210987654321:function:pricing:7', 'account'],
    ['210987654321:function:pricing', 'account'],
    ['arn:aws:lambda:us-east-1:123456789012:function:pricing:7', 'region'],
  ];
  for (const [FunctionName = '', what] of places) {
    given(running)
      .when(checkpoint({ ...start, ChainedInvokeOptions: { FunctionName } }), 1)
      .refused(
        'InvalidParameterValueException',
        `Cannot start a CHAINED_INVOKE on a function in another ${what}.`,
      );
  }
  given(running)
    .when(
      checkpointWith({
        updates: [
          {
            ...start,
            ChainedInvokeOptions: {
              FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:pricing:7',
            },
          },
        ],
        targets: { a: pricing },
      }),
      1,
    )
    .accepted()
    .shows('a', { ...shown, Status: 'STARTED' });
});
