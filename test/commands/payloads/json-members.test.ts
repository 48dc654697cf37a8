import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonMembers } from '../../../src/commands/payloads/json-members.ts';

test('gives the members of an object as they were written', () => {
  const text = String.raw`{ "a" : {"x": [1.50, {"y": "}\","}], "b": 2} ,"b\u0063":"q\\", "d": 1e400,"e":[ ] }`;
  assert.deepEqual(jsonMembers(text), [
    ['a', String.raw`{"x": [1.50, {"y": "}\","}], "b": 2}`],
    ['bc', String.raw`"q\\"`],
    ['d', '1e400'],
    ['e', '[ ]'],
  ]);
  assert.deepEqual(jsonMembers('{}'), []);
});

test('gives members of the same name one by one', () => {
  assert.deepEqual(jsonMembers('{"a":1,"a":2}'), [
    ['a', '1'],
    ['a', '2'],
  ]);
});
