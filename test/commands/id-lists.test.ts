import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { temporaryDirectory } from '../temporary-directory.ts';
import { type Emulated, emulated } from './emulated.ts';

let there: Emulated;

before(async () => {
  there = await emulated(['two-callbacks']);
  await there.started('two-callbacks', 'loan', { customerId: 'c' }, 'callback:fraud-check');
});
after(() => there.close());

const said = async (words: string, stdin = '') => there.durcb(words.split(' '), { stdin });

describe('-0', () => {
  test('ends each id with NUL, wherever it stands, and alone means -o id', async () => {
    const { out } = await said('pending -o id');
    assert.equal(out.split('\n').length, 3);
    for (const words of ['pending -0', '-0 pending', 'pending --null -o id'])
      assert.equal((await said(words)).out, out.replaceAll('\n', '\0'));
  });

  test('ends the id of the only one, too', async () => {
    assert.match((await said('describe loan -0')).out, /^arn:[^\0\n]*\0$/);
  });

  test('goes before the configuration, but not with another output that is asked for', async () => {
    const words = ['pending', '-0', '--name', 'fraud-check'];
    const { out } = await there.durcb(words, { environment: { DURCB_OUTPUT: 'json' } });
    assert.match(out, /^[^\0\n]+\0$/);
    const { exitCode, err } = await said('pending -0 -o json');
    assert.equal(exitCode, 2);
    assert.match(err, /--null ends ids, and another output is asked for/);
  });

  test('is what commands read, on stdin and in a file', async (t) => {
    const { out } = await said('pending -0');
    const file = join(temporaryDirectory(t), 'ids');
    writeFileSync(file, out);
    for (const [words, stdin] of [
      ['heartbeat -', out],
      [`heartbeat --from ${file}`, ''],
    ] as const)
      assert.deepEqual((await said(`${words} -0`, stdin)).out.split('\0').sort(), out.split('\0').sort());
  });
});

describe('an empty list', () => {
  for (const words of [
    'stop -',
    'stop - --yes',
    'heartbeat -',
    'heartbeat - --every 1s',
    'heartbeat --from /dev/null',
    'tail - --follow',
  ])
    test(`is nothing to do for ${words}`, async () => {
      const { exitCode, out, err } = await said(`${words} -o json`);
      assert.deepEqual([exitCode, out], [0, '[]\n']);
      assert.match(err, /^durcb: nothing to do: /);
    });

  for (const words of ['send-success - --no-result', 'send-failure - --error-type No'])
    test(`is a mistake for ${words}, which is about one`, async () => {
      const { exitCode, err } = await said(words, '\n');
      assert.equal(exitCode, 2);
      assert.match(err, /stdin holds no callback id/);
    });
});
