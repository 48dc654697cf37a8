import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodesOf } from '../../src/lambda/operation-node.ts';
import { placedNodes } from '../../src/lambda/operation-path.ts';
import { progressOf } from './history-of.ts';

test('operations are told apart by where they stand, whatever they are called', () => {
  const { operations } = progressOf(
    { EventType: 'ExecutionStarted' },
    { EventType: 'ContextStarted', Id: 'a', Name: 'a' },
    { EventType: 'StepStarted', Id: 'b', Name: 'b', ParentId: 'a' },
    { EventType: 'StepStarted', Id: 'b2', Name: 'b', ParentId: 'a' },
    { EventType: 'StepStarted', Id: 'c', Name: 'a/b' },
  );
  const root = nodesOf(operations);
  assert.ok(root);
  assert.deepEqual(
    placedNodes(root).map(({ path }) => path),
    ['a', 'a/b', 'a/b#2', 'a\\/b'],
  );
});
