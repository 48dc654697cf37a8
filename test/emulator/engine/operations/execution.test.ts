import { test } from 'node:test';
import {
  checkpoint,
  executionId,
  failCallback,
  invoke,
  reply,
  started,
  stop,
  succeedCallback,
  tick,
  update,
} from '../commands.ts';
import { checkpointed, executionFailed, executionSucceeded, invocationCompleted } from '../events.ts';
import { at, given } from '../given.ts';
import { second } from '../second.ts';

const running = at(0, invoke);
const shown = {
  Id: executionId,
  Name: 'order-7',
  Type: 'EXECUTION',
  StartTimestamp: second(0),
  ExecutionDetails: { InputPayload: '{"n":1}' },
};

test('an execution is its own first operation', () => {
  given()
    .shows(executionId, { ...shown, Status: 'STARTED' })
    .actsAt(3600);
  given(started({ executionTimeout: 5 })).actsAt(5);
});

test('a closing checkpoint with a result counts once the invocation has ended', () => {
  const SUCCEED = update('EXECUTION', 'SUCCEED', 'execution-result-1', { Payload: '"large"' });
  given(running)
    .when(checkpoint(SUCCEED), 1)
    .happens(
      {
        EventTimestamp: second(1),
        EventType: '_OutcomeCheckpointed',
        Outcome: { Status: 'SUCCEEDED', Result: '"large"' },
      },
      checkpointed(1),
    )
    .shows(executionId, { ...shown, Status: 'STARTED' })
    .actsAt(undefined)
    .when(reply({ Status: 'SUCCEEDED', Result: '' }), 2)
    .happens(invocationCompleted(1, { from: 0, to: 2 }), executionSucceeded(2, '"large"'))
    .shows(executionId, { ...shown, Status: 'SUCCEEDED', EndTimestamp: second(2) });
});

test('a closing checkpoint with an error likewise', () => {
  const Error = { ErrorMessage: 'large' };
  given(running)
    .when(checkpoint(update('EXECUTION', 'FAIL', executionId, { Error })), 1)
    .happens(
      {
        EventTimestamp: second(1),
        EventType: '_OutcomeCheckpointed',
        Outcome: { Status: 'FAILED', Error },
      },
      checkpointed(1),
    )
    .when(reply({ Status: 'FAILED' }), 2)
    .happens(invocationCompleted(1, { from: 0, to: 2, error: {} }), executionFailed(2, Error))
    .shows(executionId, { ...shown, Status: 'FAILED', EndTimestamp: second(2) });
});

test('a closing checkpoint knows no other action', () => {
  for (const action of ['START', 'RETRY', 'CANCEL'] as const) {
    given(running)
      .when(checkpoint(update('EXECUTION', action, 'x')), 1)
      .refused('InvalidParameterValueException', 'Invalid action for the given operation type.');
  }
});

test('an execution times out, and everything in it with it', () => {
  const wait = update('WAIT', 'START', 'w', { WaitOptions: { WaitSeconds: 7200 } });
  const after = given(running, at(1, checkpoint(wait, update('CALLBACK', 'START', 'a'))))
    .actsAt(3600)
    .when(tick, 3600)
    .happens({
      EventTimestamp: second(3600),
      EventType: 'ExecutionTimedOut',
      ExecutionTimedOutDetails: {},
    })
    .shows(executionId, { ...shown, Status: 'TIMED_OUT', EndTimestamp: second(3600) })
    .actsAt(undefined);
  after.when(tick, 9000).happens();
  for (const late of [succeedCallback('a'), failCallback('a')]) {
    after
      .when(late, 3601)
      .refused('CallbackTimeoutException', 'The callback is either timed out or already completed');
  }
});

test('an execution is stopped: what was open stays as it was', () => {
  const error = { ErrorType: 'Stopped', ErrorMessage: 'by hand' };
  given(running, at(1, checkpoint(update('STEP', 'START', 'a'))))
    .when(stop(error), 5)
    .happens({
      EventTimestamp: second(5),
      EventType: 'ExecutionStopped',
      ExecutionStoppedDetails: { Error: { Payload: error } },
    })
    .shows(executionId, { ...shown, Status: 'STOPPED', EndTimestamp: second(5) })
    .shows('a', {
      Id: 'a',
      Type: 'STEP',
      Status: 'STARTED',
      StartTimestamp: second(1),
      StepDetails: { Attempt: 0 },
    })
    .actsAt(undefined)
    .when(stop(), 6)
    .happens();
});

test('stopping what is over, or about to be, changes nothing', () => {
  const over = reply({ Status: 'SUCCEEDED' });
  given(running, at(1, over)).when(stop(), 6).happens();
  given(running, at(1, checkpoint(update('EXECUTION', 'SUCCEED', 'x'))))
    .when(stop(), 6)
    .happens();
});

test('an execution is not stopped with an error that is too large', () => {
  given(running)
    .when(stop({ ErrorMessage: 'x'.repeat(1_048_576) }), 5)
    .refused(
      'InvalidParameterValueException',
      'Error object size must be less than or equal to 1048576 bytes.',
    );
});
