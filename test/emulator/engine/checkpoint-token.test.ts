import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkToken } from '../../../src/emulator/engine/checkpoint.ts';
import { checkpointAnswer, currentToken } from '../../../src/emulator/engine/views.ts';
import { encodeCheckpointToken } from '../../../src/model/ids.ts';
import {
  checkpoint,
  checkpointWith,
  crash,
  executionId,
  invoke,
  reply,
  stop,
  succeedCallback,
  suspend,
  tick,
  update,
} from './commands.ts';
import { checkpointed } from './events.ts';
import { at, type Given, given, plain } from './given.ts';

const running = at(0, invoke);
const first = encodeCheckpointToken({ executionId, invocation: 1, sequence: 0 });
const second = encodeCheckpointToken({ executionId, invocation: 1, sequence: 1 });
const refusal = ['InvalidParameterValueException', 'Invalid checkpoint token'] as const;
const open = update('CALLBACK', 'START', 'a');
const close = update('EXECUTION', 'SUCCEED', 'x');

test('tokens are a chain: only the newest one is good', () => {
  const chained = given(running)
    .when(checkpointWith({ token: first }), 1)
    .happens(checkpointed(1));
  assert.equal(checkpointAnswer(chained.state).token, second);
  chained.when(checkpointWith({ token: first }), 2).refused(...refusal);
  chained.when(checkpointWith({ token: second }), 2).happens(checkpointed(2));
});

test('an invocation begins with a token of its own', () => {
  const again = given(running, at(1, checkpoint(open)), at(1, suspend), at(2, succeedCallback('a')));
  assert.equal(currentToken(again.state), undefined);
  const invoked = again.when(invoke, 2).accepted();
  const token = encodeCheckpointToken({ executionId, invocation: 2, sequence: 0 });
  assert.equal(currentToken(invoked.state), token);
  for (const old of [first, second]) invoked.when(checkpointWith({ token: old }), 3).refused(...refusal);
  invoked.when(checkpointWith({ token }), 3).accepted();
});

test('a token dies with its invocation, and with the execution', () => {
  const open1 = at(1, checkpoint(open));
  const endings: Given[] = [
    given(running, open1, at(2, suspend)),
    given(running, open1, at(2, crash)),
    given(running, open1, at(2, reply({ Status: 'SUCCEEDED' }))),
    given(running, open1, at(2, stop())),
    given(running, open1, at(3600, tick)),
    given(running, open1),
  ];
  for (const ending of endings) {
    ending.when(checkpointWith({ token: second }), 3600).refused(...refusal);
  }
  given(running, at(1, checkpoint(close)))
    .when(checkpointWith({ token: second }), 2)
    .refused(...refusal);
});

test('a closing checkpoint is answered without a token', () => {
  const { state } = given(running, at(1, checkpoint(open, close)));
  assert.equal(checkpointAnswer(state).token, undefined);
});

test('what is no token, or one of another execution, is refused', () => {
  for (const token of ['', 'x', '%', 'bm9uZQ==', btoa(`${executionId}/1`), btoa(`${executionId}/1/0/`)]) {
    given(running)
      .when(checkpointWith({ token }), 1)
      .refused(...refusal);
  }
  const token = encodeCheckpointToken({ executionId: 'other', invocation: 1, sequence: 0 });
  given(running)
    .when(checkpointWith({ token }), 1)
    .refused('InvalidParameterValueException', 'Checkpoint token is not valid for the durable execution ARN');
});

test('reading the state needs the newest token and does not use it up', () => {
  const { state } = given(running, at(1, checkpoint()));
  checkToken(state, second);
  checkToken(state, second);
  assert.throws(() => checkToken(state, first), { message: 'Invalid checkpoint token' });
});

const request = { token: first, clientToken: 'once', updates: [open] };
const answered = [running, at(1, checkpointWith(request))] as const;

test('the same request again gets the same answer, whatever happened since', () => {
  const before = given(...answered);
  const after = given(...answered, at(2, succeedCallback('a', '1')))
    .when(checkpointWith(request), 3)
    .happens();
  assert.deepEqual(plain(checkpointAnswer(after.state)), plain(checkpointAnswer(before.state)));
  const next = after.when(checkpointWith({ token: second }), 4).accepted();
  assert.deepEqual(statuses(next), [['a', 'SUCCEEDED']]);
});

test('an answer is repeated for 15 minutes', () => {
  const repeated = given(...answered);
  repeated.when(checkpointWith(request), 1 + 900).happens();
  repeated.when(checkpointWith(request), 1 + 900.001).refused(...refusal);
});

test('only the very same request is repeated', () => {
  const once = given(...answered);
  once.when(checkpointWith({ ...request, clientToken: 'twice' }), 2).refused(...refusal);
  once.when(checkpointWith({ token: first, updates: [open] }), 2).refused(...refusal);
  given(running, at(1, checkpointWith({ token: first })))
    .when(checkpointWith({ token: first }), 2)
    .refused(...refusal);
});

test('a client token that comes with the next token is a new request', () => {
  given(...answered)
    .when(checkpointWith({ token: second, clientToken: 'once' }), 2)
    .happens(checkpointed(2, 'once'));
});

test('only the newest answer is repeated, and none after the end', () => {
  given(...answered, at(2, checkpoint()))
    .when(checkpointWith(request), 3)
    .refused(...refusal);
  for (const ending of [suspend, crash, stop()]) {
    given(...answered, at(2, ending))
      .when(checkpointWith(request), 3)
      .refused(...refusal);
  }
  const closing = { ...request, updates: [close] };
  given(running, at(1, checkpointWith(closing)))
    .when(checkpointWith(closing), 2)
    .refused(...refusal);
});

test('the answer has what changed and was not shown, in the order of the starts, and no more', () => {
  const w = update('WAIT', 'START', 'w', { WaitOptions: { WaitSeconds: 10 } });
  const b = update('CALLBACK', 'START', 'b');
  const begun = given(running, at(1, checkpoint(w, b, open)));
  assert.deepEqual(statuses(begun), [
    ['w', 'STARTED'],
    ['b', 'STARTED'],
    ['a', 'STARTED'],
  ]);
  const later = given(running, at(1, checkpoint(w, b, open)), at(5, succeedCallback('a')));
  const polled = later.when(checkpoint(update('STEP', 'START', 's')), 11).accepted();
  assert.deepEqual(statuses(polled), [
    ['w', 'SUCCEEDED'],
    ['a', 'SUCCEEDED'],
    ['s', 'STARTED'],
  ]);
  assert.deepEqual(statuses(polled.when(checkpoint(), 12).accepted()), []);
});

function statuses({ state }: Given) {
  return checkpointAnswer(state).operations.map(({ Id, Status }) => [Id, Status]);
}
