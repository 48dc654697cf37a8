import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResolvedTarget } from '../../../src/emulator/engine/command.ts';
import { isAwake, outcomeForParent, pendingWork } from '../../../src/emulator/engine/pending-work.ts';
import {
  checkpoint,
  checkpointWith,
  crash,
  endChainedInvoke,
  invoke,
  reply,
  started,
  stop,
  succeedCallback,
  suspend,
  tick,
  update,
} from './commands.ts';
import { at, type Given, given, plain } from './given.ts';

const running = at(0, invoke);
const Invoke = { type: 'Invoke' };
const succeed = reply({ Status: 'SUCCEEDED', Result: '1' });

function hasToDo(execution: Given, ...work: readonly object[]) {
  assert.deepEqual(plain(pendingWork(execution.state)), plain(work));
}

function found(FunctionName: string): ResolvedTarget {
  const target = { FunctionName, Qualifier: '7', Durable: true };
  return { kind: 'found', target, executedVersion: '7' };
}

const call = (id: string) =>
  update('CHAINED_INVOKE', 'START', id, {
    Payload: `"${id}"`,
    ChainedInvokeOptions: { FunctionName: `f-${id}` },
  });

function startChild(operationId: string) {
  const input = `"${operationId}"`;
  const target = { FunctionName: `f-${operationId}`, Qualifier: '7', Durable: true, input };
  return { type: 'StartChild', operationId, target, input };
}

const call2 = checkpointWith({
  updates: [call('a'), call('b')],
  targets: { a: found('f-a'), b: found('f-b') },
});

test('a new execution has its function to run, and a running one nothing', () => {
  hasToDo(given(), Invoke);
  hasToDo(given(running));
  assert.equal(isAwake(given().state), true);
});

test('a suspended execution has nothing to do until something changes', () => {
  const open = at(1, checkpoint(update('CALLBACK', 'START', 'a')));
  const asleep = given(running, open, at(1, suspend));
  hasToDo(asleep);
  assert.equal(isAwake(asleep.state), false);
  const woken = asleep.when(succeedCallback('a'), 2).accepted();
  hasToDo(woken, Invoke);
  assert.equal(isAwake(woken.state), true);
});

test('a failed invocation is nothing to do until its pause is over', () => {
  const paused = given(running, at(1, crash));
  hasToDo(paused);
  assert.equal(isAwake(paused.state), false);
  hasToDo(paused.when(tick, 2).accepted(), Invoke);
});

test('a running invocation keeps an execution awake, even when the execution is over', () => {
  assert.equal(isAwake(given(running).state), true);
  assert.equal(isAwake(given(running, at(1, stop())).state), true);
  assert.equal(isAwake(given(running, at(1, stop()), at(2, succeed)).state), false);
});

test('the targets of chained invokes are to be started until they have ended', () => {
  const calling = given(running, at(1, call2));
  hasToDo(calling, startChild('a'), startChild('b'));
  const asleep = calling.when(suspend, 2).accepted();
  hasToDo(asleep, startChild('a'), startChild('b'));
  assert.equal(isAwake(asleep.state), true);
  const ended = asleep.when(endChainedInvoke('a', { status: 'SUCCEEDED', result: '1' }), 3).accepted();
  hasToDo(ended, Invoke, startChild('b'));
});

test('a target that was refused is not started', () => {
  hasToDo(given(running, at(1, checkpoint(call('a')))));
});

test('a chained invoke of the batch that closes the execution still runs, until the end', () => {
  const close = update('EXECUTION', 'SUCCEED', 'x');
  const closing = checkpointWith({ updates: [call('a'), close], targets: { a: found('f-a') } });
  const settled = given(running, at(1, closing));
  hasToDo(settled, startChild('a'));
  hasToDo(settled.when(succeed, 2).accepted());
});

const Parent = { Arn: 'arn:parent', OperationId: 'p' };
const child = started({ Parent, executionTimeout: 60 });

test('the end of a child is told to its parent, as often as it is asked', () => {
  hasToDo(given(child, running));
  const error = { ErrorType: 'E' };
  const endings = [
    [at(1, succeed), { status: 'SUCCEEDED', result: '1' }],
    [at(1, reply({ Status: 'FAILED', Error: error })), { status: 'FAILED', error }],
    [at(1, stop(error)), { status: 'STOPPED', error }],
    [
      at(60, tick),
      {
        status: 'TIMED_OUT',
        error: {
          ErrorType: 'ChainedInvoke.Timeout',
          ErrorMessage: 'CHAINED_INVOKE timed out after 60 seconds.',
        },
      },
    ],
  ] as const;
  for (const [ending, outcome] of endings) {
    const ended = given(child, running, ending);
    hasToDo(ended, { type: 'TellParent', parent: Parent, outcome });
    assert.ok(ended.state.closed);
    assert.deepEqual(plain(outcomeForParent(ended.state, ended.state.closed)), plain(outcome));
  }
});

test('an execution that nobody invoked from another has nothing to do at its end', () => {
  hasToDo(given(running, at(1, succeed)));
});

test('a child is not awake only because its parent may not know: the parent asks again itself', () => {
  assert.equal(isAwake(given(child, running, at(1, succeed)).state), false);
});
