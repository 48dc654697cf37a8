import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Deadlines } from '../../../src/emulator/engine/deadlines.ts';
import { decide } from '../../../src/emulator/engine/decide.ts';
import type { DurableExecution } from '../../../src/emulator/engine/durable-execution.ts';
import { begin, evolve } from '../../../src/emulator/engine/evolve.ts';
import type { PersistentMap } from '../../../src/emulator/engine/persistent-map.ts';
import { currentToken } from '../../../src/emulator/engine/views.ts';
import { withoutQuotas } from '../../../src/model/limits.ts';
import type { OperationUpdate } from '../../../src/model/wire.ts';
import { checkpoint, invoke, started, update } from './commands.ts';
import { second } from './second.ts';

// The cost of a checkpoint is what it builds anew; the rest of the old state is taken over as it is.

const many = 10_000;
const hour = { WaitOptions: { WaitSeconds: 3600 } };
const large = withOperations(many);

function withOperations(count: number): DurableExecution {
  const updates = Array.from({ length: count }, (_, index) =>
    update('WAIT', 'START', `operation-${index}`, hour),
  );
  return after(after(begin(started({ executionTimeout: 7200 })), invoke), checkpoint(...updates));
}

function after(state: DurableExecution, asked: ReturnType<typeof checkpoint>): DurableExecution {
  return decide(state, asked(state), second(1), withoutQuotas).reduce(evolve, state);
}

type Node = NonNullable<PersistentMap<unknown>['root']> | NonNullable<Deadlines>;

/** How many nodes the new version does not share with the old one. */
function built(before: Node | undefined, now: Node | undefined): number {
  const old = nodesOf(before);
  return [...nodesOf(now)].filter((node) => !old.has(node)).length;
}

function nodesOf(root: Node | undefined): Set<Node> {
  const nodes = new Set<Node>();
  const waiting = [root];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (!node || nodes.has(node)) continue;
    nodes.add(node);
    if ('children' in node) waiting.push(...node.children);
    if ('rank' in node) waiting.push(node.left, node.right);
  }
  return nodes;
}

const oneMore: Record<string, readonly OperationUpdate[]> = {
  'a new operation': [update('STEP', 'SUCCEED', 'new')],
  'a new timer': [update('WAIT', 'START', 'new', { WaitOptions: { WaitSeconds: 1 } })],
  'an operation that was there': [update('WAIT', 'CANCEL', 'operation-5000')],
};

for (const [what, updates] of Object.entries(oneMore)) {
  test(`${what} costs a path through ${many} operations, not a copy of them`, () => {
    assert.equal(large.operations.size, many + 1);
    const changed = after(large, checkpoint(...updates));
    assert.notEqual(currentToken(changed), currentToken(large));
    assert.ok(nodesOf(large.operations.root).size > many);
    assert.ok(built(large.operations.root, changed.operations.root) <= 8);
    // Both spines that a merge walks are at most as long as the logarithm of the size.
    assert.ok(built(large.deadlines, changed.deadlines) <= 2 * Math.ceil(Math.log2(many)));
  });
}
