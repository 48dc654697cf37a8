import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff } from '../../../src/emulator/engine/invocation.ts';
import {
  checkpoint,
  crash,
  end,
  invoke,
  started,
  stop,
  succeedCallback,
  suspend,
  tick,
  update,
} from './commands.ts';
import { executionFailed, executionSucceeded, invocationCompleted, invocationStarted } from './events.ts';
import { at, given } from './given.ts';
import { second } from './second.ts';

const running = at(0, invoke);
const error = { ErrorType: 'Runtime.ExitError' };
const retryDue = (seconds: number) =>
  ({ EventTimestamp: second(seconds), EventType: '_InvocationRetryDue' }) as const;

test('a failed invocation is tried again after a second', () => {
  const failed = given(running)
    .when(crash, 5)
    .happens(invocationCompleted(1, { from: 0, to: 5, error }))
    .actsAt(6);
  failed.when(invoke, 5.999).happens();
  failed.when(invoke, 6).happens(retryDue(6), invocationStarted(2, 6));
});

test('the pauses double, up to a minute', () => {
  const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 1000].map((failures) => backoff(failures) / 1000);
  assert.deepEqual(seconds, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test('so many failures in a row end the execution with the last error', () => {
  given(started({ MaxInvocationFailures: 3 }), running, at(1, crash), at(2, invoke), at(3, crash))
    .actsAt(5)
    .when(invoke, 5)
    .accepted()
    .when(crash, 6)
    .happens(invocationCompleted(3, { from: 5, to: 6, error }), executionFailed(6, error))
    .actsAt(undefined);
});

test('an invocation that goes well ends the row', () => {
  const open = update('CALLBACK', 'START', 'a');
  given(running, at(1, crash), at(2, invoke), at(3, crash), at(5, invoke))
    .when(checkpoint(open), 6)
    .accepted()
    .when(suspend, 6)
    .accepted()
    .when(succeedCallback('a'), 7)
    .accepted()
    .when(invoke, 7)
    .accepted()
    .when(crash, 8)
    .happens(invocationCompleted(4, { from: 7, to: 8, error }))
    .actsAt(9);
});

test('what cannot get better is not tried again', () => {
  const missing = { ErrorType: 'ResourceNotFoundException' };
  given(running)
    .when(end({ kind: 'error', error: missing, isPermanent: true }), 1)
    .happens(invocationCompleted(1, { from: 0, to: 1, error: missing }), executionFailed(1, missing))
    .actsAt(undefined);
});

test('a change during the pause does not shorten it, and is told afterwards', () => {
  const open = at(1, checkpoint(update('CALLBACK', 'START', 'a')));
  const paused = given(running, open, at(5, crash), at(5.5, succeedCallback('a')));
  paused.when(invoke, 5.5).happens();
  const { state } = paused.when(invoke, 6).happens(retryDue(6), invocationStarted(2, 6));
  assert.deepEqual(state.invocation?.updatedOperationIds, ['a']);
});

test('an execution that is stopped or times out in the pause is over', () => {
  given(running, at(5, crash), at(5.5, stop())).actsAt(undefined).when(invoke, 6).happens();
  given(started({ executionTimeout: 6 }), running, at(5.5, crash))
    .actsAt(6)
    .when(tick, 7)
    .happens({ EventTimestamp: second(7), EventType: 'ExecutionTimedOut', ExecutionTimedOutDetails: {} })
    .actsAt(undefined);
});

test('a crash leaves a running step as it was, for the function to judge', () => {
  given(running, at(1, checkpoint(update('STEP', 'START', 'a'))), at(2, crash))
    .when(invoke, 3)
    .accepted()
    .shows('a', {
      Id: 'a',
      Type: 'STEP',
      Status: 'STARTED',
      StartTimestamp: second(1),
      StepDetails: { Attempt: 0 },
    })
    .when(checkpoint(update('STEP', 'FAIL', 'a')), 4)
    .accepted();
});

const lostError = {
  ErrorType: 'Runtime.ExitError',
  ErrorMessage: 'RequestId: request-1 Error: Runtime exited without providing a reason',
};
const lost = end({ kind: 'lost' });

test('an invocation whose end nobody saw is repeated at once, and counts as no failure', () => {
  const again = given(started({ MaxInvocationFailures: 1 }), running)
    .when(lost, 60)
    .happens({ ...invocationCompleted(1, { from: 0, to: 60, error: lostError }), _Lost: true })
    .when(invoke, 60)
    .happens(invocationStarted(2, 60));
  assert.equal(again.state.failures, 0);
});

test('what a closing checkpoint said is not lost with the invocation', () => {
  given(running, at(1, checkpoint(update('EXECUTION', 'SUCCEED', 'x', { Payload: '1' }))))
    .when(lost, 60)
    .happens(
      { ...invocationCompleted(1, { from: 0, to: 60, error: lostError }), _Lost: true },
      executionSucceeded(60, '1'),
    )
    .when(invoke, 60)
    .happens();
});

test('a lost invocation of an execution that is over is only recorded', () => {
  given(running, at(1, stop()), at(60, lost)).actsAt(undefined).when(invoke, 60).happens();
});
