import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkpoint, crash, end, invoke, reply, started, stop, suspend, tick, update } from './commands.ts';
import { executionFailed, executionSucceeded, invocationCompleted } from './events.ts';
import { at, type Given, given } from './given.ts';

const running = at(0, invoke);
const ErrorType = 'InvalidParameterValueException';

/** The reply breaks the protocol: the execution fails at once, and is not tried again. */
function breaks(execution: Given, answer: unknown, ErrorMessage: string) {
  const error = { ErrorType, ErrorMessage };
  execution
    .when(reply(answer), 50)
    .happens(invocationCompleted(1, { from: 0, to: 50, error }), executionFailed(50, error))
    .actsAt(undefined);
}

test('a result is kept as the text it is, or is none', () => {
  for (const Result of ['', 'null', '{"a": 1}', undefined]) {
    given(running)
      .when(reply({ Status: 'SUCCEEDED', Result }), 5)
      .happens(invocationCompleted(1, { from: 0, to: 5 }), executionSucceeded(5, Result));
  }
  given(running)
    .when(reply({ Status: 'SUCCEEDED', Result: null, Error: null, More: 1 }), 5)
    .happens(invocationCompleted(1, { from: 0, to: 5 }), executionSucceeded(5));
});

test('the error of a failure is recorded twice: for the invocation and for the execution', () => {
  const error = { ErrorMessage: 'no', ErrorType: 'Declined', ErrorData: '1', StackTrace: ['a'] };
  given(running)
    .when(reply({ Status: 'FAILED', Error: error }), 5)
    .happens(invocationCompleted(1, { from: 0, to: 5, error }), executionFailed(5, error))
    .actsAt(undefined);
  given(running)
    .when(reply({ Status: 'FAILED', Error: { ErrorMessage: 'no', ErrorType: null } }), 5)
    .happens(
      invocationCompleted(1, { from: 0, to: 5, error: { ErrorMessage: 'no' } }),
      executionFailed(5, { ErrorMessage: 'no' }),
    );
  given(running)
    .when(reply({ Status: 'FAILED' }), 5)
    .happens(invocationCompleted(1, { from: 0, to: 5, error: {} }), executionFailed(5, {}));
});

test('a reply without a status that there is breaks the protocol', () => {
  for (const answer of [null, 1, 'PENDING', [], {}, { Status: 'DONE' }, { status: 'PENDING' }]) {
    breaks(given(running), answer, 'Invalid Status in invocation output.');
  }
  const error = { ErrorType, ErrorMessage: 'Invalid Status in invocation output.' };
  for (const text of ['', '{', 'undefined']) {
    given(running)
      .when(end({ kind: 'reply', text }), 5)
      .happens(invocationCompleted(1, { from: 0, to: 5, error }), executionFailed(5, error));
  }
});

test('a success with an error, or a failure with a result, breaks the protocol', () => {
  breaks(given(running), { Status: 'SUCCEEDED', Error: {} }, 'Cannot provide an Error for SUCCEEDED status.');
  breaks(given(running), { Status: 'FAILED', Result: '1' }, 'Cannot provide a Result for FAILED status.');
});

test('a result has at most 1 MB, or 6 MB when somebody waits for it', () => {
  for (const [Sync, limit] of [
    [false, 1_048_576],
    [true, 6_291_456],
  ] as const) {
    const execution = given(started({ Sync }), running);
    const Result = 'x'.repeat(limit);
    execution
      .when(reply({ Status: 'SUCCEEDED', Result }), 5)
      .happens(invocationCompleted(1, { from: 0, to: 5 }), executionSucceeded(5, Result));
    breaks(
      execution,
      { Status: 'SUCCEEDED', Result: `${Result}x` },
      `Execution output payload size must be less than or equal to ${limit} bytes.`,
    );
  }
});

const nothingPending = 'Cannot return PENDING status with no pending operations.';
const wait10 = update('WAIT', 'START', 'a', { WaitOptions: { WaitSeconds: 10 } });
const retry10 = update('STEP', 'RETRY', 'a', { StepOptions: { NextAttemptDelaySeconds: 10 } });

test('a function may suspend for a wait, a callback, a retry and one that is ready', () => {
  const suspends = invocationCompleted(1, { from: 0, to: 5 });
  for (const one of [wait10, retry10, update('CALLBACK', 'START', 'a')]) {
    given(running, at(1, checkpoint(one)))
      .when(suspend, 5)
      .happens(suspends);
  }
  given(running, at(1, checkpoint(retry10)), at(11, checkpoint()), at(12, checkpoint()))
    .when(suspend, 13)
    .happens(invocationCompleted(1, { from: 0, to: 13 }));
});

test('a function may not suspend for nothing', () => {
  breaks(given(running), { Status: 'PENDING' }, nothingPending);
  for (const done of [update('STEP', 'START', 'a'), update('CONTEXT', 'START', 'a')]) {
    breaks(given(running, at(1, checkpoint(done))), { Status: 'PENDING' }, nothingPending);
  }
  const cancel = at(2, checkpoint(update('WAIT', 'CANCEL', 'a')));
  const seen = at(3, checkpoint());
  breaks(given(running, at(1, checkpoint(wait10)), cancel, seen), { Status: 'PENDING' }, nothingPending);
});

test('a wait may end before the function says that it suspends for it', () => {
  given(running, at(1, checkpoint(wait10)))
    .when(suspend, 11)
    .accepted()
    .when(invoke, 11)
    .accepted();
});

test('a wait may end with the very checkpoint whose answer crosses the suspension', () => {
  const crossed = given(running, at(1, checkpoint(wait10)), at(11, checkpoint()))
    .when(suspend, 11)
    .happens(invocationCompleted(1, { from: 0, to: 11 }))
    .when(invoke, 11)
    .accepted();
  assert.equal(crossed.state.invocations, 2);
  const error = { ErrorType, ErrorMessage: nothingPending };
  crossed
    .when(suspend, 12)
    .happens(invocationCompleted(2, { from: 11, to: 12, error }), executionFailed(12, error));
});

test('after two answers without anything pending there is nothing to suspend for', () => {
  const polls = [at(11, checkpoint()), at(12, checkpoint())];
  breaks(given(running, at(1, checkpoint(wait10)), ...polls), { Status: 'PENDING' }, nothingPending);
});

test('a reply to an execution that is over is recorded and not judged', () => {
  const endings = [at(5, stop()), at(3600, tick)];
  for (const ending of endings) {
    for (const answer of [{ Status: 'SUCCEEDED', Result: '1' }, { Status: 'PENDING' }, {}, 1]) {
      given(running, ending)
        .when(reply(answer), 3601)
        .happens(invocationCompleted(1, { from: 0, to: 3601 }))
        .actsAt(undefined);
    }
    const error = { ErrorMessage: 'no' };
    given(running, ending)
      .when(reply({ Status: 'FAILED', Error: error }), 3601)
      .happens(invocationCompleted(1, { from: 0, to: 3601, error }))
      .actsAt(undefined);
    given(running, ending)
      .when(crash, 3601)
      .happens(invocationCompleted(1, { from: 0, to: 3601, error: { ErrorType: 'Runtime.ExitError' } }))
      .actsAt(undefined);
  }
});

test('the outcome of a closing checkpoint wins over any reply', () => {
  const close = at(1, checkpoint(update('EXECUTION', 'SUCCEED', 'x', { Payload: '"large"' })));
  for (const answer of [{ Status: 'SUCCEEDED', Result: '' }, { Status: 'PENDING' }, {}]) {
    given(running, close)
      .when(reply(answer), 2)
      .happens(invocationCompleted(1, { from: 0, to: 2 }), executionSucceeded(2, '"large"'));
  }
  const error = { ErrorMessage: 'no' };
  given(running, close)
    .when(reply({ Status: 'FAILED', Error: error }), 2)
    .happens(invocationCompleted(1, { from: 0, to: 2, error }), executionSucceeded(2, '"large"'));
});
