import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { describe, test } from 'node:test';
import { Store } from '../../../src/lambda/cache/store.ts';
import { temporaryStore } from './temporary-cache.ts';

const day = 86_400_000;

/** The files of a directory, over all its folders, without the mark of the last cleaning. */
function filesIn(directory: string): string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => join(directory, name)).filter((path) => statSync(path).isFile());
  return files.filter((path) => !readFileSync(path, 'utf8').endsWith('\n'));
}

describe('the store', () => {
  test('gives back to the next run what was written, and when it was true', async (t) => {
    const { open, clock } = temporaryStore(t);
    const kept = { text: '{"a":"ü"}', at: clock.now() };
    await open().write('key', kept);
    assert.deepEqual(await open().read('key'), kept);
    assert.equal(await open().read('other'), undefined);
    await open().confirm('key', { ...kept, at: kept.at + 1234 });
    assert.equal((await open().read('key'))?.at, kept.at + 1234);
  });

  test('does not confirm what somebody has replaced meanwhile', async (t) => {
    const { open, clock } = temporaryStore(t);
    const at = clock.now();
    await open().write('key', { text: 'new', at });
    await open().confirm('key', { text: 'old', at: at + 1 });
    assert.deepEqual(await open().read('key'), { text: 'new', at });
  });

  test('is for its user alone', async (t) => {
    const { open, directory, clock } = temporaryStore(t);
    await open().write('key', { text: 'text', at: clock.now() });
    const [file = ''] = filesIn(directory);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    for (const path of [directory, join(file, '..')]) assert.equal(statSync(path).mode & 0o777, 0o700);
  });

  const harms: readonly [string, (file: string) => void][] = [
    ['truncated', (file) => truncateSync(file, 30)],
    ['emptied', (file) => truncateSync(file, 0)],
    ['longer', (file) => appendFileSync(file, ' ')],
    ['changed', (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('text', 'tent'))],
    ['of another format', (file) => writeFileSync(file, readFileSync(file, 'utf8').replace(/\d+/, '0'))],
    ['binary', (file) => writeFileSync(file, new Uint8Array([0, 255, 10, 254]))],
    [
      'a directory',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ];
  for (const [harm, inflict] of harms)
    test(`has nothing where a file is ${harm}`, async (t) => {
      const { open, directory, clock } = temporaryStore(t);
      const kept = { text: 'a text', at: clock.now() };
      await open().write('key', kept);
      inflict(filesIn(directory)[0] ?? '');
      assert.equal(await open().read('key'), undefined);
      await open().write('key', kept);
      if (harm !== 'a directory') assert.deepEqual(await open().read('key'), kept);
    });

  test('that cannot be written says so once, and is empty', async (t) => {
    const { open, directory, troubles, clock } = temporaryStore(t);
    writeFileSync(directory, 'no directory');
    const store = open();
    for (const key of ['one', 'two']) await store.write(key, { text: 'text', at: clock.now() });
    assert.equal(await store.read('one'), undefined);
    assert.equal(troubles.length, 1);
    assert.match(troubles[0] ?? '', /^nothing is kept in .*: E/);
  });

  test('gives up where no directory can be made', { skip: platform !== 'linux' }, async () => {
    const troubles: string[] = [];
    const onTrouble = (message: string) => void troubles.push(message);
    const store = new Store({ directory: '/proc/nowhere/durcb', now: () => 0, onTrouble });
    await store.write('key', { text: 'text', at: 0 });
    assert.match(troubles.join(), /ENOENT/);
  });

  test('is written by many at the same time', async (t) => {
    const { open, clock } = temporaryStore(t);
    const texts = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(5000));
    await Promise.all(texts.map((text) => open().write('key', { text, at: clock.now() })));
    assert.ok(texts.includes((await open().read('key'))?.text ?? ''));
  });

  test('forgets what nobody needed for a month, once a day', async (t) => {
    const { open, clock } = temporaryStore(t);
    await open().write('unused', { text: 'text', at: clock.now() });
    await open().write('used', { text: 'text', at: clock.now() });
    clock.advance(29 * day);
    await open().confirm('used', { text: 'text', at: clock.now() });
    clock.advance(1.5 * day);
    assert.ok(await open().read('unused'));
    await open().write('new', { text: 'text', at: clock.now() });
    assert.equal(await open().read('unused'), undefined);
    assert.ok(await open().read('used'));
    assert.ok(await open().read('new'));
  });
});
