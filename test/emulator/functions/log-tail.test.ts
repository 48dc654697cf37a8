import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogTail } from '../../../src/emulator/functions/log-tail.ts';

test('a short log is kept whole', () => {
  const tail = new LogTail();
  tail.add('one');
  tail.add('two');
  assert.equal(tail.text(), 'one\ntwo\n');
});

test('of a long log the last 4096 bytes are kept, from a whole character on', () => {
  const tail = new LogTail();
  for (let i = 0; i < 3000; i++) tail.add('żó');
  const text = tail.text();
  assert.ok(Buffer.byteLength(text) <= 4096 && Buffer.byteLength(text) > 4090);
  assert.ok(!text.includes('\ufffd'));
  assert.ok(text.endsWith('żó\n'));
});
