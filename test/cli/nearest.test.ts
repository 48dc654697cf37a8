import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from '../../src/cli/nearest.ts';

test('a letter too many, too few, another, or two in the wrong order', () => {
  const known = ['send', 'stop', 'pending', 'profiles'];
  const typed = ['sned', 'sendd', 'sop', 'stpo', 'PENDIGN', 'profile', 'xyz', ''];
  assert.deepEqual(
    typed.map((word) => nearest(word, known)),
    ['send', 'send', 'stop', 'stop', 'pending', 'profiles', undefined, undefined],
  );
});
