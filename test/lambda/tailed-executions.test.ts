import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/cli/failure.ts';
import { TailedExecutions } from '../../src/lambda/tailed-executions.ts';
import { historyOf } from './history-of.ts';

/** One execution that was read to its end, and the events that are to be printed. */
function ended(depth: number, start: number) {
  const executions = new TailedExecutions();
  executions.add('arn', { depth, start });
  const events = historyOf({ EventType: 'ExecutionStarted' }, { EventType: 'ExecutionSucceeded' });
  const taken = events.flatMap((event) => executions.take('arn', event));
  return { executions, taken };
}

test('what has ended is forgotten, but not before it is printed', () => {
  for (const [depth, start] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const { executions, taken } = ended(depth, start);
    executions.forget(Infinity);
    assert.equal(executions.get('arn')?.last, 2);
    for (const one of taken) executions.print(one);
    executions.forget(0);
    assert.notEqual(executions.get('arn'), undefined, 'it may be listed again');
    executions.forget(Infinity);
    assert.equal(executions.get('arn'), undefined);
  }
});

test('what was asked for by name is never forgotten', () => {
  const { executions } = ended(0, 0);
  executions.printAll();
  executions.forget(Infinity);
  assert.equal(executions.get('arn')?.hasEnded, true);
});

test('of one that is gone nothing is asked any more, unless that must not be', () => {
  const executions = new TailedExecutions();
  executions.add('arn');
  const gone = new Failure({ code: 'not-found', message: 'gone' });
  const throwing = (_: unknown, error: unknown) => {
    throw error;
  };
  assert.throws(() => executions.closeIfGone('arn', gone, throwing), gone);
  const denied = new Failure({ code: 'access-denied', message: 'no' });
  assert.throws(() => executions.closeIfGone('arn', denied, () => {}), denied);
  assert.equal(executions.open.length, 1);
  executions.closeIfGone('arn', gone, () => {});
  assert.equal(executions.open.length, 0);
});
