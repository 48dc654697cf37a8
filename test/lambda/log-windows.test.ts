import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryEvent } from '../../src/lambda/history-event.ts';
import { logWindows } from '../../src/lambda/log-windows.ts';

const day = 86_400_000;

const at = (time: number, EventType: HistoryEvent['EventType'], more: Partial<HistoryEvent> = {}) => ({
  DurableExecutionArn: 'arn',
  time,
  event: { EventId: 1, EventTimestamp: new Date(time), EventType, ...more },
});

const invoked = (start: number, end: number) =>
  at(end, 'InvocationCompleted', {
    InvocationCompletedDetails: {
      RequestId: 'r',
      StartTimestamp: new Date(start),
      EndTimestamp: new Date(end),
    },
  });

test('logs are read where an invocation ran, and not where an execution was parked', () => {
  const parked = [
    at(0, 'ExecutionStarted'),
    invoked(10, 1_000),
    invoked(5_000, 6_000),
    invoked(10 * day, 10 * day + 500),
  ];
  assert.deepEqual(logWindows(parked, 20 * day), [
    { start: 10, end: 8_000 },
    { start: 10 * day, end: 10 * day + 2_500 },
  ]);
  const running = [...parked, at(11 * day, 'CallbackSucceeded')];
  assert.deepEqual(logWindows(running, 20 * day).at(-1), { start: 11 * day, end: 20 * day });
  const ended = [...running, at(11 * day + 5, 'ExecutionStopped')];
  assert.equal(logWindows(ended, 20 * day).length, 2);
});
