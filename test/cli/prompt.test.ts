import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { Failure } from '../../src/cli/failure.ts';
import { memoryIo, type Streams } from '../../src/cli/io.ts';
import { createPrompt, type Prompt } from '../../src/cli/prompt.ts';
import { somebodyAnswering, somebodyTyping } from '../somebody-typing.ts';

const signal = new AbortController().signal;

const cases: readonly [why: string, terminals: Partial<Record<keyof Streams, boolean>>, input: boolean][] = [
  ['stdin is no terminal', { stdout: true, stderr: true }, true],
  ['stderr is no terminal', { stdin: true, stdout: true }, true],
  ['--no-input was given', { stdin: true, stdout: true, stderr: true }, false],
];

for (const [why, terminal, input] of cases) {
  test(`asks nothing when ${why}`, async () => {
    const prompt = createPrompt(memoryIo({ terminal }), { input, signal });
    await assert.rejects(prompt.confirm('stop 3 executions?', '--yes'), (error) => {
      assert.ok(error instanceof Failure);
      assert.deepEqual([error.code, error.exitCode, error.hint], ['no-terminal', 2, 'give --yes']);
      return true;
    });
  });
}

for (const [typed, answer] of [
  ['y\r', true],
  ['n\r', false],
  ['\r', false],
] as const)
  test(`takes ${JSON.stringify(typed)} for ${answer ? 'yes' : 'no'}`, async () => {
    const prompt = createPrompt(somebodyTyping('stop 3 executions?', typed), { input: true, signal });
    assert.equal(await prompt.confirm('stop 3 executions?', '--yes'), answer);
  });

for (const [typed, answer] of [
  ['\r', 'a'],
  ['\x1b[B\r', 'b'],
] as const)
  test(`takes ${JSON.stringify(typed)} for ${answer}`, async () => {
    const prompt = createPrompt(somebodyTyping('which one?', typed), { input: true, signal });
    const choices = ['a', 'b'].map((value) => ({ name: `the ${value}`, short: value, value }));
    assert.equal(await prompt.choose('which one?', choices, 'its name'), answer);
  });

test('many are narrowed down by words, wherever they stand in a line that the screen cuts', async () => {
  const typed: readonly (readonly [string, string])[] = [
    ['which one? (9, type to find one)', 'END c'],
    ['❯ c ', '\r'],
  ];
  const io = somebodyAnswering(typed, 40);
  const prompt = createPrompt(io, { input: true, signal });
  const choices = [...'abcdefghi'].map((value) => ({
    name: `${value} ${'is one of many '.repeat(4)} end`,
    short: value,
    value,
  }));
  assert.equal(await prompt.choose('which one?', choices, 'its name'), 'c');
  const lines = stripVTControlCharacters(io.err.text).split('\n');
  assert.ok(lines.some((line) => /^❯ c .*…$/.test(line) && line.length <= 40));
});

test('a line is asked for until nothing is wrong with it, and keeps what was typed', async () => {
  const io = somebodyAnswering([
    ['how many?', 'x\r'],
    ['that is no number', '\x7f7\r'],
  ]);
  const prompt = createPrompt(io, { input: true, signal });
  const refuse = async (typed: string) => (/^\d+$/.test(typed) ? undefined : 'that is no number');
  assert.equal(await prompt.line('how many?', '--count', refuse), '7');
});

const questions = {
  confirm: (prompt: Prompt) => prompt.confirm('now?', '--yes'),
  choose: (prompt: Prompt) => prompt.choose('now?', [{ name: 'a', short: 'a', value: 1 }], 'its name'),
  line: (prompt: Prompt) => prompt.line('now?', '--text'),
};

for (const [kind, ask] of Object.entries(questions))
  test(`says that nobody has answered to ${kind} once the keyboard is left`, async () => {
    const unanswered = { code: 'no-answer', exitCode: 1 };
    const leaving = somebodyTyping('now?', '\x04');
    await assert.rejects(ask(createPrompt(leaving, { input: true, signal })), unanswered);
    const gone = somebodyTyping('now?', '');
    gone.stdin.stream.push(null);
    await assert.rejects(ask(createPrompt(gone, { input: true, signal })), unanswered);
  });
