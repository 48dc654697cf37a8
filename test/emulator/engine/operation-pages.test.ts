import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invocationInput } from '../../../src/emulator/engine/invocation-input.ts';
import { isMarker, operationPage } from '../../../src/emulator/engine/operation-pages.ts';
import type { OperationUpdate } from '../../../src/model/wire.ts';
import { checkpoint, executionId, invoke, update } from './commands.ts';
import { at, type Given, given } from './given.ts';

const running = at(0, invoke);
const everything = { maxItems: 1000, maxBytes: 1e9 };

function started(...updates: readonly OperationUpdate[]): Given {
  return given(running, at(1, checkpoint(...updates)));
}

function step(id: string, ParentId?: string, Payload?: string): OperationUpdate {
  return update('STEP', 'SUCCEED', id, { ParentId, Payload });
}

function idsOf({ state }: Pick<Given, 'state'>, marker?: string, page = everything) {
  const { operations, nextMarker } = operationPage(state, marker, page);
  return { ids: operations.map(({ Id }) => Id), nextMarker };
}

test('a replay gets the operations in the order of their starts, the execution first', () => {
  const many = Array.from({ length: 100 }, (_, index) => `s${index}`);
  const { ids, nextMarker } = idsOf(started(...many.map((id) => step(id))));
  assert.deepEqual(ids, [executionId, ...many]);
  assert.equal(nextMarker, undefined);
});

test('an operation keeps its place when it is updated', () => {
  const execution = started(update('STEP', 'START', 'a'), update('STEP', 'START', 'b'));
  assert.deepEqual(idsOf(execution.when(checkpoint(step('a')), 2).accepted()).ids, [executionId, 'a', 'b']);
});

const nested = [
  update('CONTEXT', 'START', 'c'),
  step('c1', 'c'),
  update('CONTEXT', 'START', 'd', { ParentId: 'c' }),
  step('d1', 'd'),
];

test('what is beneath an open context is replayed', () => {
  assert.deepEqual(idsOf(started(...nested)).ids, [executionId, 'c', 'c1', 'd', 'd1']);
});

test('what is beneath a closed context is not, at any depth', () => {
  for (const action of ['SUCCEED', 'FAIL'] as const) {
    const closed = started(...nested, update('CONTEXT', action, 'c'), step('e'));
    assert.deepEqual(idsOf(closed).ids, [executionId, 'c', 'e']);
  }
});

test('what is beneath a context that asks for it is replayed, but not beneath one inside that does not', () => {
  const ContextOptions = { ReplayChildren: true };
  const outer = update('CONTEXT', 'SUCCEED', 'c', { ContextOptions });
  for (const closing of [outer, update('CONTEXT', 'FAIL', 'c', { ContextOptions })]) {
    assert.deepEqual(idsOf(started(...nested, closing)).ids, [executionId, 'c', 'c1', 'd', 'd1']);
  }
  const inner = update('CONTEXT', 'SUCCEED', 'd', { ParentId: 'c' });
  assert.deepEqual(idsOf(started(...nested, inner, outer)).ids, [executionId, 'c', 'c1', 'd']);
  const both = { ...inner, ContextOptions };
  assert.deepEqual(idsOf(started(...nested, both, update('CONTEXT', 'SUCCEED', 'c'))).ids, [
    executionId,
    'c',
  ]);
});

test('pages hold so many operations, and the marker leads on', () => {
  const execution = started(...['a', 'b', 'c', 'd'].map((id) => step(id)));
  const page = { ...everything, maxItems: 2 };
  const first = idsOf(execution, undefined, page);
  assert.deepEqual(first.ids, [executionId, 'a']);
  const middle = idsOf(execution, first.nextMarker, page);
  assert.deepEqual(middle.ids, ['b', 'c']);
  assert.deepEqual(idsOf(execution, middle.nextMarker, page), { ids: ['d'], nextMarker: undefined });
  assert.equal(first.nextMarker && isMarker(first.nextMarker), true);
});

test('a page that ends with the last operation has no marker', () => {
  assert.equal(idsOf(started(step('a')), undefined, { ...everything, maxItems: 2 }).nextMarker, undefined);
});

test('pages skip what is not replayed without running short', () => {
  const closed = started(...nested, update('CONTEXT', 'SUCCEED', 'c'), step('e'), step('f'));
  const page = { ...everything, maxItems: 2 };
  const first = idsOf(closed, undefined, page);
  assert.deepEqual(first.ids, [executionId, 'c']);
  assert.deepEqual(idsOf(closed, first.nextMarker, page), { ids: ['e', 'f'], nextMarker: undefined });
});

test('pages hold so many bytes, but never nothing', () => {
  const big = 'é'.repeat(500);
  const execution = started(step('a', undefined, big), step('b', undefined, big), step('c'));
  const sizeOf = (maxBytes: number, marker?: string) =>
    idsOf(execution, marker, { ...everything, maxBytes }).ids;
  assert.deepEqual(sizeOf(1), [executionId]);
  assert.deepEqual(sizeOf(1, '1'), ['a']);
  assert.deepEqual(sizeOf(1500, '1'), ['a']);
  assert.deepEqual(sizeOf(2400, '1'), ['a', 'b']);
  assert.deepEqual(sizeOf(4000, '1'), ['a', 'b', 'c']);
});

test('a function is invoked with the first page, and where the next one begins', () => {
  const large = 'x'.repeat(1_000_000);
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const { state } = started(...ids.map((id) => step(id, undefined, large)));
  const { InitialExecutionState } = invocationInput(state);
  const { Operations, NextMarker } = InitialExecutionState;
  assert.deepEqual(
    Operations.map(({ Id }) => Id),
    [executionId, 'a', 'b', 'c', 'd', 'e'],
  );
  assert.deepEqual(idsOf({ state }, NextMarker).ids, ['f']);
});

test('a marker is a number that was handed out', () => {
  for (const text of ['', '-1', '1.5', '1e9', 'x', ' 1', '1234567890']) assert.equal(isMarker(text), false);
});
