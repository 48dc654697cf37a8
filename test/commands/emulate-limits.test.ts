import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../temporary-directory.ts';
import { emulating } from './emulating.ts';

const echo = join(import.meta.dirname, '..', 'fixtures', 'workers', 'large-reply.mjs');

test('durcb emulate keeps the limits of the service, unless it is told not to', async (t) => {
  const replied = async (...more: readonly string[]) => {
    const words = ['--plain', `large=${echo}`, '--state', 'memory', ...more];
    const emulator = await emulating(temporaryDirectory(t), words);
    const url = `${emulator.line}/2015-03-31/functions/large/invocations`;
    const answer = await fetch(url, { method: 'POST', body: '{"bytes":7000000}' });
    const { length } = await answer.text();
    await emulator.interrupt();
    return { isError: answer.headers.has('x-amz-function-error'), isWhole: length === 7_000_000 };
  };
  assert.deepEqual(await replied(), { isError: true, isWhole: false });
  assert.deepEqual(await replied('--no-limits'), { isError: false, isWhole: true });
});
