import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDeadline,
  type Deadline,
  type Deadlines,
  dropStale,
} from '../../../src/emulator/engine/deadlines.ts';

const deadline = fc.record({ at: fc.nat({ max: 50 }), operationId: fc.constantFrom('a', 'b', 'c', 'd') });
const many = fc.array(deadline, { maxLength: 100 });

function heapOf(deadlines: readonly Deadline[]): Deadlines {
  return deadlines.reduce<Deadlines>(addDeadline, undefined);
}

/** Takes the earliest out again and again. */
function drain(deadlines: Deadlines): number[] {
  const times: number[] = [];
  let heap = deadlines;
  while (heap) {
    times.push(heap.at);
    let isFirst = true;
    heap = dropStale(heap, () => {
      const holds = !isFirst;
      isFirst = false;
      return holds;
    });
  }
  return times;
}

test('the earliest is always on top', () => {
  fc.assert(
    fc.property(many, (deadlines) => {
      const sorted = deadlines.map(({ at }) => at).sort((one, other) => one - other);
      assert.deepEqual(drain(heapOf(deadlines)), sorted);
    }),
  );
});

test('what a merge walks stays short: the way down the right', () => {
  fc.assert(
    fc.property(many, (deadlines) => {
      let length = 0;
      for (let heap = heapOf(deadlines); heap; heap = heap.right) length += 1;
      assert.ok(length <= Math.log2(deadlines.length + 1));
    }),
  );
});

test('what does not hold any more is dropped from the top, until one holds', () => {
  fc.assert(
    fc.property(many, fc.nat({ max: 50 }), (deadlines, from) => {
      const kept = deadlines.filter(({ at }) => at >= from);
      const heap = dropStale(heapOf(deadlines), ({ at }) => at >= from);
      assert.equal(heap?.at, kept.length === 0 ? undefined : Math.min(...kept.map(({ at }) => at)));
    }),
  );
});

test('older versions stay as they were', () => {
  fc.assert(
    fc.property(many, deadline, (deadlines, one) => {
      const heap = heapOf(deadlines);
      const before = JSON.stringify(heap);
      addDeadline(heap, one);
      dropStale(heap, () => false);
      assert.equal(JSON.stringify(heap), before);
    }),
  );
});
