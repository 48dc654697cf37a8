import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cleanDirectory, sizeOfDirectory } from '../../../src/lambda/cache/clean-directory.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';

const block = 4096;

test('the files unused the longest go where all together are too large', async (t) => {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, 'a'));
  const names = ['a/one', 'a/two', 'three', 'four'];
  for (const [index, name] of names.entries()) {
    writeFileSync(join(directory, name), 'x'.repeat(100));
    utimesSync(join(directory, name), index + 1, index + 1);
  }
  assert.deepEqual(await sizeOfDirectory(directory), { files: 4, bytes: 400 });
  await cleanDirectory(directory, 5000, { age: 3500, bytes: 4 * block });
  assert.deepEqual(readdirSync(directory, { recursive: true }).sort(), ['a', 'a/two', 'four', 'three']);
  await cleanDirectory(directory, 5000, { age: 3500, bytes: 2.5 * block });
  assert.deepEqual(readdirSync(directory, { recursive: true }).sort(), ['a', 'four', 'three']);
});

test('a directory that is not there is empty', async () => {
  await cleanDirectory('/nowhere/at/all', 0, { age: 0, bytes: 0 });
  assert.deepEqual(await sizeOfDirectory('/nowhere/at/all'), { files: 0, bytes: 0 });
});
