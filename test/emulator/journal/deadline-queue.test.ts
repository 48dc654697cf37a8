import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { DeadlineQueue } from '../../../src/emulator/journal/deadline-queue.ts';

test('the deadline queue says what a plain list of the deadlines would', () => {
  const change = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    at: fc.option(fc.nat(20), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.nat(20), (changes, now) => {
      const queue = new DeadlineQueue();
      const plain = new Map<string, number>();
      for (const { id, at } of changes) {
        queue.set(id, at);
        if (at === undefined) plain.delete(id);
        else plain.set(id, at);
        assert.equal(queue.earliest(), plain.size > 0 ? Math.min(...plain.values()) : undefined);
        const due = [...plain].filter(([, deadline]) => deadline <= now).map(([due]) => due);
        assert.deepEqual(queue.due(now).toSorted(), due.toSorted());
      }
      const deadlines = queue.due(now).map((id) => plain.get(id) ?? 0);
      assert.deepEqual(
        deadlines,
        deadlines.toSorted((a, b) => a - b),
      );
    }),
  );
});
