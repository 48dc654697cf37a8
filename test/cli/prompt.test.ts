import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { test } from 'node:test';
import { Failure } from '../../src/cli/failure.ts';
import { createIo, type Io, memoryIo, type Streams } from '../../src/cli/io.ts';
import { createPrompt } from '../../src/cli/prompt.ts';

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

/** Terminals where somebody answers the question once it is there. */
function somebodyTyping(question: string, typed: string): Io {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  let shown = '';
  const stderr = new Writable({
    write(chunk, _encoding, done) {
      const wasThere = shown.includes(question);
      shown += chunk;
      // Keys are heard once the question has been drawn.
      if (!wasThere && shown.includes(question)) setImmediate(() => stdin.write(typed));
      done();
    },
  });
  const { stream: stdout } = memoryIo({ terminal: true }).stdout;
  return createIo({ stdin, stdout, stderr: Object.assign(stderr, { isTTY: true, columns: 80 }) });
}
