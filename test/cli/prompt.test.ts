import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/cli/failure.ts';
import { memoryIo, type Streams } from '../../src/cli/io.ts';
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
    assert.equal(prompt.isPossible, false);
    await assert.rejects(prompt.confirm('stop 3 executions?', '--yes'), (error) => {
      assert.ok(error instanceof Failure);
      assert.deepEqual([error.code, error.exitCode, error.hint], ['no-terminal', 2, 'give --yes']);
      return true;
    });
    await assert.rejects(prompt.choose('which?', [{ name: 'one', value: 1 }], 'a callback id'), Failure);
  });
}
