import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exampleLines, helpItem, splitExample } from '../../src/cli/help-item.ts';
import { parseCommandLine } from '../../src/cli/program.ts';
import { commands } from '../../src/commands/index.ts';

test('what is said of an option stands beside it, or below where there is no room', () => {
  const text = 'give up after so long: exit 124';
  assert.equal(helpItem('--timeout <duration>', 20, text, 80), `  --timeout <duration>  ${text}`);
  assert.equal(
    helpItem('--timeout <duration>', 20, text, 50),
    '  --timeout <duration>  give up after so long:\n                        exit 124',
  );
  assert.equal(helpItem('--timeout <duration>', 20, text, 40), `  --timeout <duration>\n      ${text}`);
});

test('examples are aligned, or all have what they are good for below them', () => {
  const lines = ['durcb a  first', 'durcb bcd    second', 'durcb --no-comment-for-what-is-long'];
  assert.deepEqual(exampleLines(lines, 40), [
    '  durcb a    first',
    '  durcb bcd  second',
    '  durcb --no-comment-for-what-is-long',
  ]);
  assert.deepEqual(exampleLines(lines, 18).slice(0, 2), [
    '  durcb a\n      first',
    '  durcb bcd\n      second',
  ]);
});

describe('help is no wider than the screen', () => {
  // What is typed is not cut in two.
  for (const width of [40, 80, 200])
    for (const words of [['--help'], ...commands.map(({ name }) => ['help', name])])
      test(`of ${width} columns: ${words.join(' ')}`, () => {
        const typed = commands.flatMap(({ examples = [] }) => examples.map((one) => splitExample(one).typed));
        const wide = helpOf(words, width)
          .split('\n')
          .filter((line) => line.length > width && !typed.includes(line.trim()) && !/^Usage:/.test(line));
        assert.deepEqual(wide, []);
      });
});

function helpOf(words: readonly string[], width: number): string {
  const { request } = parseCommandLine(words, { commands, version: '', width, color: () => false });
  assert.equal(request.kind, 'text');
  return request.kind === 'text' ? request.text : '';
}
