import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { somebodyTyping } from '../somebody-typing.ts';
import { type Emulated, emulated, type Trial } from './emulated.ts';

let there: Emulated;

before(async () => {
  there = await emulated(['failing', 'callback-with-timeouts']);
  await there.started('failing', 'first', { sku: 'A-7' }, 'end');
});
after(() => there.close());

const inputOf = async (name: string) => (await there.json('describe', name, '--show')).InputPayload;

const editing = (editor: string, words: readonly string[], trial: Trial = { terminal: true }) =>
  there.durcb(['rerun', 'first', '--edit', ...words], {
    ...trial,
    environment: { EDITOR: editor, PATH: process.env.PATH ?? '', NO_COLOR: '1' },
  });

describe('rerun', () => {
  test('starts with the input and on the version of the other, and says that it begins anew', async () => {
    const { exitCode, out, err } = await there.durcb(['rerun', 'first', '--name', 'second', '--wait']);
    assert.equal(exitCode, 3);
    assert.match(out, /^second\tfailing\t\$LATEST\tFAILED\t/);
    assert.match(err, /cannot resume an ended execution: this one begins anew, on version \$LATEST/);
    assert.equal(await inputOf('second'), '{"sku":"A-7"}');
  });

  test('warns of an execution that still runs', async () => {
    await there.started('callback-with-timeouts', 'running', { data: 'x' }, 'suspended');
    const { exitCode, err } = await there.durcb(['rerun', 'running', '--name', 'beside', '-o', 'none']);
    assert.equal(exitCode, 0);
    assert.match(err, /warning: execution running still runs: this one begins anew/);
  });

  test('follows, with the outcome as exit code', async () => {
    const { exitCode, out } = await there.durcb(['rerun', 'first', '-f', '-o', 'id']);
    assert.equal(exitCode, 3);
    assert.match(out, /^1\n2\n/);
  });

  test('--edit lets a person change the input first', async () => {
    const { exitCode, err } = await editing('sed -i s/A-7/B-8/', ['--name', 'edited']);
    assert.equal(exitCode, 0, err);
    assert.deepEqual(JSON.parse(await inputOf('edited')), { sku: 'B-8' });
  });

  test('--edit starts nothing when nothing was changed, or the editor failed', async () => {
    for (const editor of ['true', 'false']) {
      const { exitCode, err } = await editing(editor, ['--name', 'never']);
      assert.equal(exitCode, 1);
      assert.match(err, /nothing was started/);
    }
    assert.equal((await there.durcb(['describe', 'never'])).exitCode, 8);
  });

  test('--edit lets a person correct what is not JSON', async () => {
    const io = somebodyTyping('Edit it again?', 'y\r');
    // The first time it breaks the input, the second time it mends it.
    const editor = "sed -i -e 's/}$/]/;t' -e 's/]$/}/;s/A-7/C-9/'";
    const { exitCode, err } = await editing(editor, ['--name', 'mended'], { io });
    assert.equal(exitCode, 0, err);
    assert.match(err, /the input is not JSON: line 3, column 1/);
    assert.deepEqual(JSON.parse(await inputOf('mended')), { sku: 'C-9' });
  });

  test('--edit keeps what is not JSON, and says where', async () => {
    const io = somebodyTyping('Edit it again?', 'n\r');
    const { exitCode, err } = await editing('sed -i s/}//', ['--name', 'never'], { io });
    assert.equal(exitCode, 11);
    const [, file = ''] = /the input is not JSON: .*; what you wrote is in (.*)\n/.exec(err) ?? [];
    assert.match(readFileSync(file, 'utf8'), /A-7/);
    rmSync(dirname(file), { recursive: true });
  });

  const refusals: readonly [string[], number, RegExp][] = [
    [['--edit'], 2, /no terminal for an editor/],
    [['--name', 'first'], 2, /the other's own name/],
    [['--version', '7'], 8, /not found/],
    [['--wait', '--follow'], 2, /--follow waits already/],
  ];
  for (const [words, code, message] of refusals)
    test(`refuses ${words.join(' ')}`, async () => {
      const { exitCode, err } = await there.durcb(['rerun', 'first', ...words]);
      assert.equal(exitCode, code);
      assert.match(err, message);
    });
});
