import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from '../../../src/emulator/engine/command.ts';
import { invocationInput } from '../../../src/emulator/engine/invocation-input.ts';
import { currentToken } from '../../../src/emulator/engine/views.ts';
import {
  arn,
  checkpoint,
  crash,
  executionId,
  failCallback,
  heartbeat,
  invoke,
  reply,
  stop,
  succeedCallback,
  suspend,
  tick,
  update,
} from './commands.ts';
import { executionSucceeded, invocationCompleted, invocationStarted } from './events.ts';
import { at, type Given, given, plain } from './given.ts';
import { second } from './second.ts';

const running = at(0, invoke);
const open = (id: string) => update('CALLBACK', 'START', id);
const wait = (id: string, WaitSeconds: number) =>
  update('WAIT', 'START', id, { WaitOptions: { WaitSeconds } });
const suspended = [running, at(1, checkpoint(open('a'), wait('w', 100))), at(2, suspend)] as const;

/** Which operations the next invocation is told of; undefined when there is none. */
function nextInvocation(execution: Given, seconds: number): readonly string[] | undefined {
  return execution.when(invoke, seconds).accepted().state.invocation?.updatedOperationIds;
}

test('an execution begins with an invocation, which is told of the execution', () => {
  const invoked = given().when(invoke, 0).happens(invocationStarted(1, 0));
  assert.deepEqual(plain(invocationInput(invoked.state)), {
    DurableExecutionArn: arn,
    CheckpointToken: currentToken(invoked.state),
    InitialExecutionState: {
      Operations: [
        {
          Id: executionId,
          Name: 'order-7',
          Type: 'EXECUTION',
          Status: 'STARTED',
          StartTimestamp: second(0),
          ExecutionDetails: { InputPayload: '{"n":1}' },
        },
      ],
      NextMarker: '',
    },
    UpdatedOperationIds: [executionId],
  });
});

test('there is one invocation at a time', () => {
  given(running).when(invoke, 1).happens();
  given(running, at(1, checkpoint(open('a'))), at(2, succeedCallback('a')))
    .when(invoke, 3)
    .happens();
});

test('a suspended function sleeps until something changes', () => {
  const asleep = given(...suspended);
  assert.equal(nextInvocation(asleep, 99), undefined);
  assert.deepEqual(nextInvocation(asleep, 101), ['w']);
  assert.deepEqual(nextInvocation(given(...suspended, at(5, succeedCallback('a'))), 5), ['a']);
  assert.deepEqual(nextInvocation(given(...suspended, at(5, failCallback('a'))), 5), ['a']);
});

test('what changed before the function suspended, and it was not shown, wakes it at once', () => {
  const changed = given(running, at(1, checkpoint(open('a'))), at(2, succeedCallback('a')), at(3, suspend));
  assert.deepEqual(nextInvocation(changed, 3), ['a']);
});

test('what the function was shown by a checkpoint does not wake it', () => {
  const polled = [at(1, checkpoint(open('a'), open('b'))), at(2, succeedCallback('a')), at(3, checkpoint())];
  assert.equal(nextInvocation(given(running, ...polled, at(4, suspend)), 4), undefined);
});

test('timers that are due together wake the function once, and it is told of all', () => {
  const waits = checkpoint(wait('x', 30), wait('y', 10), open('a'), wait('z', 20));
  const asleep = given(running, at(1, waits), at(1, suspend));
  assert.deepEqual(nextInvocation(asleep, 21), ['y', 'z']);
  const apart = given(running, at(1, waits), at(1, suspend), at(11, invoke), at(12, suspend));
  assert.deepEqual(nextInvocation(apart, 21), ['z']);
});

test('late, each timer ends in its turn', () => {
  const waits = checkpoint(wait('x', 30), wait('y', 10), open('a'), wait('z', 20));
  const { newest } = given(running, at(1, waits)).when(tick, 50).accepted();
  assert.deepEqual(
    newest.map((event) => ('Id' in event ? event.Id : event.EventType)),
    ['y', 'z', 'x'],
  );
});

test('a timer that ends during an invocation has its own time, and no second invocation', () => {
  given(running, at(1, checkpoint(wait('w', 10))), at(11, tick))
    .when(invoke, 11)
    .happens();
  const { past } = given(running, at(1, checkpoint(wait('w', 10))), at(11, tick), at(20, suspend));
  const times = past.slice(-2).map(({ EventType, EventTimestamp }) => [EventType, EventTimestamp]);
  assert.deepEqual(times, [
    ['WaitSucceeded', second(11)],
    ['InvocationCompleted', second(20)],
  ]);
});

test('a heartbeat, a stop and an execution timeout wake nobody', () => {
  for (const [seconds, asked] of [
    [5, heartbeat('a')],
    [5, stop()],
    [3600, tick],
  ] as const) {
    const asleep = given(running, at(1, checkpoint(open('a'))), at(2, suspend), at(seconds, asked));
    assert.equal(nextInvocation(asleep, seconds), undefined);
  }
});

test('an invocation that ends the execution is recorded before its end', () => {
  given(running)
    .when(reply({ Status: 'SUCCEEDED', Result: '"done"' }), 7)
    .happens(invocationCompleted(1, { from: 0, to: 7 }), executionSucceeded(7, '"done"'))
    .when(invoke, 8)
    .happens();
});

test('a closing checkpoint keeps the function from running again', () => {
  const closed = checkpoint(open('a'), update('EXECUTION', 'SUCCEED', 'x'));
  given(running, at(1, closed)).when(invoke, 2).happens();
  given(running, at(1, closed), at(2, crash)).when(invoke, 9).happens().actsAt(undefined);
});

test('an end that is told twice, or of another invocation, changes nothing', () => {
  const late: Command = {
    type: 'EndInvocation',
    requestId: 'request-1',
    end: { kind: 'reply', text: '{"Status":"SUCCEEDED"}' },
  };
  const again = given(...suspended, at(5, succeedCallback('a')));
  again.when(late, 5).happens();
  again.when(invoke, 5).accepted().when(late, 6).happens();
});
