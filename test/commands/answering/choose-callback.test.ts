import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { somebodyTyping } from '../../somebody-typing.ts';
import { type Emulated, emulated } from '../emulated.ts';

const functionName = 'callback-with-timeouts';
const question = 'Which callback?';
let there: Emulated;

before(async () => {
  there = await emulated([functionName]);
});
after(() => there.close());

/** Answers without naming a callback, with somebody at the keyboard. */
async function choosing(typed: string, width: number, more: readonly string[] = []) {
  const io = somebodyTyping(question, typed, width);
  const words = ['send-success', '--result-text', 'x', '-o', 'id', ...more];
  const said = await there.durcb(words, { io });
  return { ...said, lines: stripVTControlCharacters(said.err).split('\n') };
}

test('who names no callback on a terminal chooses one of those that wait', async () => {
  const none = await choosing('', 80);
  assert.deepEqual([none.exitCode, none.out], [8, '']);
  assert.match(none.err, /no callback waits there/);
  for (const name of ['first', 'second'])
    await there.started(functionName, name, { data: 'x', timeoutSeconds: 600 }, 'callback:example-callback');
  const ids = (await there.durcb(['pending', '-o', 'id'])).out.trim().split('\n');

  const refused = await choosing('', 80, ['--no-input']);
  assert.equal(refused.exitCode, 2);
  assert.match(refused.err, /no callback is named/);

  const { exitCode, out, lines } = await choosing('\x1b[B\r', 120);
  assert.deepEqual([exitCode, out], [0, `${ids[1]}\n`]);
  const line =
    /example-callback of first, waiting for \d+s, expires in \w+( \w+)? \(callback-with-timeouts\)$/;
  assert.ok(
    lines.some((one) => line.test(one)),
    lines.join('\n'),
  );

  const narrow = await choosing('\r', 40);
  assert.equal(narrow.out, `${ids[0]}\n`);
  assert.ok(narrow.lines.some((one) => one.length <= 40 && /^❯ example-callback of first,.*…$/.test(one)));
});
