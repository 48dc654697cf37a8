import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  emptyMap,
  get,
  type PersistentMap,
  set,
  values,
} from '../../../src/emulator/engine/persistent-map.ts';

// Pairs of words whose FNV-1a hashes are the same.
const colliding = ['costarring', 'liquor', 'declinate', 'macallums', 'altarage', 'zinke'];
const keys = fc.oneof(
  fc.constantFrom(...colliding),
  fc.string({ maxLength: 3 }),
  fc.stringMatching(/^[0-9a-f]{16}$/),
);
const entries = fc.array(fc.tuple(keys, fc.nat()), { maxLength: 300 });

function mapOf(pairs: readonly (readonly [string, number])[]): PersistentMap<number> {
  return pairs.reduce<PersistentMap<number>>((map, [key, value]) => set(map, key, value), emptyMap);
}

test('it holds what a Map would hold', () => {
  fc.assert(
    fc.property(entries, (pairs) => {
      const expected = new Map(pairs);
      const map = mapOf(pairs);
      assert.equal(map.size, expected.size);
      for (const [key, value] of expected) assert.equal(get(map, key), value);
      assert.deepEqual([...values(map)].sort(), [...expected.values()].sort());
    }),
  );
});

test('it does not have what was not put in', () => {
  const map = mapOf(colliding.slice(1).map((key) => [key, 1]));
  assert.equal(get(map, 'costarring'), undefined);
  assert.equal(get(map, ''), undefined);
  assert.equal(get<number>(emptyMap, 'liquor'), undefined);
});

test('older versions stay as they were', () => {
  fc.assert(
    fc.property(entries, keys, (pairs, key) => {
      const map = mapOf(pairs);
      const before = JSON.stringify(map);
      set(map, key, -1);
      assert.equal(JSON.stringify(map), before);
    }),
  );
});

test('keys with the same hash live side by side, and each can be replaced', () => {
  const map = mapOf([...colliding.map((key, index) => [key, index] as const), ['liquor', 10]]);
  assert.equal(map.size, 6);
  assert.deepEqual(
    colliding.map((key) => get(map, key)),
    [0, 10, 2, 3, 4, 5],
  );
});
