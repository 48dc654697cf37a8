import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeHistory, encodeEvent, encodeHistory } from '../../../src/lambda/cache/stored-event.ts';
import { errorOf, type HistoryEvent } from '../../../src/lambda/history-event.ts';
import { historyOf } from '../history-of.ts';

const encoded = (history: readonly HistoryEvent[]) =>
  encodeHistory(history.map((event) => encodeEvent(event) ?? assert.fail(event.EventType)));

const Payload = 'secret';
const Error = { Payload: { ErrorType: 'secret', ErrorMessage: 'secret', StackTrace: ['secret'] } };

test('no input, result, error or unknown member of an event is written', () => {
  const history = historyOf(
    { EventType: 'ExecutionStarted', ExecutionStartedDetails: { Input: { Payload }, ExecutionTimeout: 9 } },
    { EventType: 'StepStarted', StepStartedDetails: { Payload } },
    { EventType: 'StepSucceeded', StepSucceededDetails: { Result: { Payload }, RetryDetails: {} } },
    { EventType: 'StepFailed', StepFailedDetails: { Error, RetryDetails: { CurrentAttempt: 1 } } },
    { EventType: 'ContextSucceeded', ContextSucceededDetails: { Result: { Payload } } },
    { EventType: 'ContextFailed', ContextFailedDetails: { Error } },
    { EventType: 'WaitCancelled', WaitCancelledDetails: { Error } },
    {
      EventType: 'ChainedInvokeStarted',
      ChainedInvokeStartedDetails: { FunctionName: 'f', Input: { Payload } },
    },
    { EventType: 'ChainedInvokeSucceeded', ChainedInvokeSucceededDetails: { Result: { Payload } } },
    { EventType: 'ChainedInvokeFailed', ChainedInvokeFailedDetails: { Error } },
    { EventType: 'ChainedInvokeTimedOut', ChainedInvokeTimedOutDetails: { Error } },
    { EventType: 'ChainedInvokeStopped', ChainedInvokeStoppedDetails: { Error } },
    { EventType: 'CallbackSucceeded', CallbackSucceededDetails: { Result: { Payload } } },
    { EventType: 'CallbackFailed', CallbackFailedDetails: { Error } },
    { EventType: 'CallbackTimedOut', CallbackTimedOutDetails: { Error } },
    {
      EventType: 'InvocationCompleted',
      InvocationCompletedDetails: {
        StartTimestamp: new Date(0),
        EndTimestamp: new Date(0),
        RequestId: 'r',
        Error,
      },
    },
    { EventType: 'ExecutionSucceeded', ExecutionSucceededDetails: { Result: { Payload } } },
    { EventType: 'ExecutionFailed', ExecutionFailedDetails: { Error } },
    { EventType: 'ExecutionTimedOut', ExecutionTimedOutDetails: { Error } },
    { EventType: 'ExecutionStopped', ExecutionStoppedDetails: { Error } },
  );
  const text = encoded(history);
  assert.match(text, /ChainedInvokeStarted/);
  assert.doesNotMatch(text, /secret/);
});

test('of a callback that timed out it is kept which of the timeouts of the service it was', () => {
  const told = { Error: { Payload: { ErrorType: 'Callback.Heartbeat', ErrorMessage: 'secret' } } };
  const text = encoded(historyOf({ EventType: 'CallbackTimedOut', CallbackTimedOutDetails: told }));
  const [event] = decodeHistory(text) ?? [];
  assert.deepEqual(event && errorOf(event), { ErrorType: 'Callback.Heartbeat' });
});

test('what is no history is none', () => {
  for (const text of ['', '{', 'null', '{}', '[1]', '[{"EventType":"StepStarted"}]'])
    assert.equal(decodeHistory(text), undefined, text);
});
