import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { somebodyAnswering } from '../somebody-typing.ts';
import { type Emulated, emulated } from './emulated.ts';

const functionName = 'callback-with-timeouts';
const callback = 'example-callback';
const down = '\x1b[B';
const interrupt = '\x03';
const whichResult = 'What is the result?';
let there: Emulated;
let count = 0;

before(async () => {
  there = await emulated([functionName]);
});
after(() => there.close());

/** A fresh execution that waits for its callback. */
async function waiting(): Promise<{ execution: string; where: string[] }> {
  const execution = `asked-${++count}`;
  await there.started(functionName, execution, { data: 'x' }, `callback:${callback}`);
  return { execution, where: ['--execution', execution, '--callback', callback] };
}

/** A command line with somebody at the keyboard. */
async function asked(
  words: readonly string[],
  answers: readonly (readonly [question: string, typed: string])[],
  environment: Readonly<Record<string, string>> = {},
) {
  // So wide that no question is broken over lines.
  const io = somebodyAnswering(answers, 200);
  const path = { PATH: process.env.PATH ?? '', NO_COLOR: '1' };
  const said = await there.durcb(words, { io, environment: { ...path, ...environment } });
  return { ...said, err: stripVTControlCharacters(said.err) };
}

const isPending = async (execution: string): Promise<boolean> =>
  (await there.json('pending', '--execution', execution)).length === 1;

const resultOf = async (execution: string) => {
  const { out } = await there.durcb(['result', execution, '--wait']);
  return JSON.parse(out).result;
};

describe('who gives no result on a terminal', () => {
  test('types it, corrects it, looks at it and sends it', async () => {
    const { execution, where } = await waiting();
    const { exitCode, err } = await asked(
      ['send-success', ...where],
      [
        [whichResult, '\r'],
        ['The result, as JSON:', '{"a":1,}\r'],
        ['line 1, column 8: expected a key in double quotes', '\x7f\x7f}\r'],
        ['Answer example-callback of execution asked-', 'y\r'],
      ],
    );
    assert.equal(exitCode, 0, err);
    assert.match(err, /at http:\S+, with success: 7 bytes, sha256 015abd7f5cc5…\? \(y/);
    assert.equal(await resultOf(execution), '{"a":1}');
  });

  test('may type a text, or say that there is none', async () => {
    const text = await waiting();
    await asked(
      ['send-success', ...text.where],
      [
        [whichResult, `${down}${down}\r`],
        ['The result, as text:', 'yes, {do}\r'],
        ['Answer', 'y\r'],
      ],
    );
    assert.equal(await resultOf(text.execution), 'yes, {do}');
    const none = await waiting();
    const { err } = await asked(
      ['send-success', ...none.where],
      [
        [whichResult, `${down}${down}${down}\r`],
        ['Answer', 'y\r'],
      ],
    );
    assert.match(err, /with success: no result\?/);
    assert.equal(await resultOf(none.execution), undefined);
  });

  test('may write it in an editor, again where it is not JSON', async () => {
    const { execution, where } = await waiting();
    const editor = `f() { if [ -s "$1" ]; then printf '[1]' > "$1"; else echo '[' > "$1"; fi; }; f`;
    const { exitCode, err } = await asked(
      ['send-success', ...where],
      [
        [whichResult, `${down}\r`],
        ['Edit it again?', 'y\r'],
        ['Answer', 'y\r'],
      ],
      { VISUAL: editor },
    );
    assert.equal(exitCode, 0, err);
    assert.match(err, /the result is not JSON: line 2, column 1/);
    assert.equal(await resultOf(execution), '[1]');
  });

  test('goes on when Ctrl-C was meant for the editor', async () => {
    const { execution, where } = await waiting();
    const said = await asked(['send-success', ...where, '--yes'], [[whichResult, `${down}\r`]], {
      VISUAL: 'f() { kill -INT $$; printf 7 > "$1"; }; f',
    });
    assert.equal(said.exitCode, 0, said.err);
    assert.equal(await resultOf(execution), '7');
  });

  for (const [what, editor, message] of [
    ['leaves no file', 'rm', /rm has left no file; nothing was sent/],
    ['fails', 'false', /false ended with exit code 1; nothing was sent/],
    ['saves nothing', 'true', /the text is as it was; nothing was sent/],
  ] as const)
    test(`sends nothing when the editor ${what}`, async () => {
      const { execution, where } = await waiting();
      const words = ['send-success', ...where, '--yes'];
      const said = await asked(words, [[whichResult, `${down}\r`]], { VISUAL: editor });
      assert.equal(said.exitCode, 1);
      assert.match(said.err, message);
      assert.ok(await isPending(execution));
    });

  test('loses nothing that cannot be sent, and sends no other bytes instead', async (t) => {
    const { execution, where } = await waiting();
    const said = await asked(
      ['send-success', ...where, '--yes'],
      [
        [whichResult, `${down}\r`],
        ['Edit it again?', 'n\r'],
      ],
      { VISUAL: `f() { printf '"\\374"' > "$1"; }; f` },
    );
    assert.equal(said.exitCode, 11);
    const [, kept = ''] = /the text is not UTF-8; what you wrote is in (\S+)\n$/.exec(said.err) ?? [];
    t.after(() => rmSync(dirname(kept), { recursive: true }));
    assert.deepEqual([...readFileSync(kept)], [0x22, 0xfc, 0x22]);
    assert.ok(await isPending(execution));
  });

  test('is not asked with a schema that cannot be used', async () => {
    const { where } = await waiting();
    const { exitCode, err } = await asked(['send-success', ...where, '--schema', 'nowhere.json'], []);
    assert.equal(exitCode, 11);
    assert.match(err, /nowhere\.json: there is no such file; nothing was sent/);
  });

  test('sends nothing without a yes', async () => {
    const { execution, where } = await waiting();
    const said = await asked(
      ['send-success', ...where],
      [
        [whichResult, '\r'],
        ['The result, as JSON:', '1\r'],
        ['Answer', '\r'],
      ],
    );
    assert.equal(said.exitCode, 1);
    assert.match(said.err, /nothing was changed/);
    assert.ok(await isPending(execution));
  });

  for (const answers of [
    [['Which callback?', interrupt]],
    [
      ['Which callback?', '\r'],
      [whichResult, interrupt],
    ],
    [
      ['Which callback?', '\r'],
      [whichResult, '\r'],
      ['The result, as JSON:', `{"a"${interrupt}`],
    ],
    [
      ['Which callback?', '\r'],
      [whichResult, '\r'],
      ['The result, as JSON:', '1\r'],
      ['Answer', interrupt],
    ],
  ] as const)
    test(`sends nothing when Ctrl-C is pressed at ${answers.at(-1)?.[0]}`, async () => {
      const { execution } = await waiting();
      const { exitCode, out, err } = await asked(['send-success', '--execution', execution], answers);
      assert.deepEqual([exitCode, out], [130, '']);
      assert.match(err, /interrupted; nothing was (sent|changed)\n$/);
      assert.ok(await isPending(execution));
    });

  test('is not asked with --no-input, and is shown what waits without an id', async () => {
    const { where } = await waiting();
    const result = await asked(['send-success', ...where, '--no-input'], []);
    assert.equal(result.exitCode, 2);
    assert.match(result.err, /no result is given; give one of --result FILE/);
    const none = await asked(['send-success', '--no-result', '--no-input'], []);
    assert.equal(none.exitCode, 2);
    assert.match(none.err, /^durcb: \S+= is example-callback of asked-\d+, waiting for .*\n/);
    assert.match(none.err, /no callback is named; give its id, or --execution X --callback NAME/);
    for (const command of ['send-success', 'send-failure']) {
      const neither = await asked([command, '--no-input'], []);
      assert.equal(neither.exitCode, 2);
      assert.match(
        neither.err,
        /^durcb: \S+= is example-callback of .*\n(.*\n)*durcb: no callback is named; /,
      );
    }
  });
});

test('who gives no error on a terminal types its type and its message', async () => {
  const { execution, where } = await waiting();
  const { exitCode, err } = await asked(
    ['send-failure', ...where],
    [
      ['The type of the error:', '\r'],
      ['functions tell errors apart by it', 'Declined\r'],
      ['Its message:', 'no funds\r'],
      ['with failure:', 'y\r'],
    ],
  );
  assert.equal(exitCode, 0, err);
  const said = await there.durcb(['result', execution, '--wait']);
  assert.match(said.err, /no funds/);
});

describe('durcb answer without a file', () => {
  test('asks which callback, how, and with what', async () => {
    const { execution } = await waiting();
    const all = (await there.json('pending')).map(
      ({ DurableExecutionName }: { DurableExecutionName: string }) => DurableExecutionName,
    );
    const { exitCode, err } = await asked(
      ['answer'],
      [
        ['Which callback?', `${down.repeat(all.indexOf(execution))}\r`],
        ['How is it answered?', '\r'],
        [whichResult, '\r'],
        ['The result, as JSON:', '[7]\r'],
        [`Answer example-callback of execution ${execution}`, 'y\r'],
      ],
    );
    assert.equal(exitCode, 0, err);
    assert.equal(await resultOf(execution), '[7]');
  });

  test('needs a terminal', async () => {
    const { exitCode, err } = await there.durcb(['answer']);
    assert.equal(exitCode, 2);
    assert.match(err, /missing <file>/);
  });

  test('keeps no log', async () => {
    const { exitCode, err } = await asked(['answer', '--log', 'x'], []);
    assert.equal(exitCode, 2);
    assert.match(err, /--log needs a file/);
  });
});
