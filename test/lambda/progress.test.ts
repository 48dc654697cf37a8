import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stateOf, waitsOf } from '../../src/lambda/progress.ts';
import { progressOf, type Told } from './history-of.ts';

const started: Told = { EventType: 'ExecutionStarted' };
const invoked: Told = { EventType: 'InvocationCompleted', Id: undefined };
const callback: Told = {
  EventType: 'CallbackStarted',
  Id: 'c',
  Name: 'approve',
  CallbackStartedDetails: { CallbackId: 'Y2I=', Timeout: 60 },
};
const timer: Told = {
  EventType: 'WaitStarted',
  Id: 'w',
  Name: 'pause',
  WaitStartedDetails: { Duration: 5, ScheduledEndTimestamp: new Date(9000) },
};
const retry: Told = {
  EventType: 'StepFailed',
  Id: 's',
  Name: 'charge',
  StepFailedDetails: { Error: {}, RetryDetails: { CurrentAttempt: 1, NextAttemptDelaySeconds: 10 } },
};
const step: Told = { EventType: 'StepStarted', Id: 's', Name: 'charge' };

describe('the state of an execution', () => {
  const cases: readonly [string, readonly Told[], number, string][] = [
    ['works before its first invocation has ended', [started], 0, 'working'],
    ['waits for a callback', [started, callback, invoked], 0, 'waiting'],
    ['waits for a timer', [started, timer, invoked], 0, 'waiting'],
    [
      'works again once a callback is answered',
      [started, callback, invoked, { EventType: 'CallbackSucceeded', Id: 'c' }],
      0,
      'working',
    ],
    ['works while a retry is under way', [started, callback, retry, invoked, step], 5_000, 'working'],
    ['waits for a retry', [started, retry, invoked], 5_000, 'waiting'],
    ['works once the retry is due', [started, retry, invoked], 11_000, 'working'],
    [
      'works while nothing is waited for: the invocation failed and comes again',
      [started, invoked],
      0,
      'working',
    ],
    ['has ended', [started, callback, invoked, { EventType: 'ExecutionStopped' }], 0, 'ended'],
  ];
  for (const [title, events, now, state] of cases)
    test(title, () => assert.equal(stateOf(progressOf(...events), now), state));
});

describe('what an execution waits for', () => {
  test('is told by name, with its time', () => {
    const { operations } = progressOf(started, callback, timer, retry, {
      EventType: 'ChainedInvokeStarted',
      Id: 'i',
      Name: 'notify',
      ChainedInvokeStartedDetails: { FunctionName: 'mailer' },
    });
    assert.deepEqual(
      waitsOf(operations).map(({ Kind, Name, Until, Attempt, FunctionName }) => [
        Kind,
        Name,
        Until?.getTime(),
        Attempt ?? FunctionName,
      ]),
      [
        ['callback', 'approve', 61_000, undefined],
        ['timer', 'pause', 9_000, undefined],
        ['retry', 'charge', 13_000, 2],
        ['invoke', 'notify', undefined, 'mailer'],
      ],
    );
  });

  test('a callback goes by the name of its waitForCallback', () => {
    const { operations } = progressOf(
      started,
      { EventType: 'ContextStarted', Id: 'x', Name: 'approval', SubType: 'WaitForCallback' },
      { ...callback, Name: undefined, ParentId: 'x' },
    );
    assert.deepEqual(
      waitsOf(operations).map(({ Name }) => Name),
      ['approval'],
    );
  });
});
