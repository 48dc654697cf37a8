import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cache, cachedDirectory } from './cached-directory.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A name that nobody else uses, and a look at what is kept under it. */
function ownName(t: TestContext) {
  const name = basename(temporaryDirectory(t));
  t.after(() => rmSync(join(cache, name), { recursive: true, force: true }));
  return { name: `${name}/thing`, kept: () => readdirSync(join(cache, name)) };
}

const writing = (text: string) => async (directory: string) => writeFileSync(join(directory, 'file'), text);

const textIn = (directory: string) => readFileSync(join(directory, 'file'), 'utf8');

test('is filled once for each key', async (t) => {
  const { name } = ownName(t);
  const directory = await cachedDirectory(name, 'a', writing('first'));
  assert.equal(await cachedDirectory(name, 'a', writing('second')), directory);
  assert.equal(textIn(directory), 'first');
  assert.equal(textIn(await cachedDirectory(name, 'b', writing('other'))), 'other');
});

test('of two that are filled at the same time one is kept, and both have it', async (t) => {
  const { name, kept } = ownName(t);
  const filled = Promise.withResolvers<void>();
  const slow = cachedDirectory(name, 'a', async (directory) => {
    await filled.promise;
    await writing('slow')(directory);
  });
  const directory = await cachedDirectory(name, 'a', writing('quick'));
  filled.resolve();
  assert.equal(await slow, directory);
  assert.equal(textIn(directory), 'quick');
  assert.equal(kept().length, 2);
});

test('nothing is kept of one that could not be filled', async (t) => {
  const { name, kept } = ownName(t);
  const failing = cachedDirectory(name, 'a', () => Promise.reject(new Error('no network')));
  await assert.rejects(failing, /no network/);
  assert.deepEqual(kept(), []);
  assert.equal(textIn(await cachedDirectory(name, 'a', writing('now'))), 'now');
});
