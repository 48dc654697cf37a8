import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitColumns, gap } from '../../src/cli/table-layout.ts';
import { cutText, textWidth } from '../../src/cli/text-width.ts';

test('columns that fit stay as wide as they want', () => {
  assert.deepEqual(fitColumns([10, 20, 30], 80, 2), { widths: [10, 20, 30], isStacked: false });
});

test('the widest columns give way first, and never the id', () => {
  assert.deepEqual(fitColumns([60, 10, 30], 64, 2), { widths: [20, 10, 30], isStacked: false });
  assert.deepEqual(fitColumns([60, 50], 40, undefined), { widths: [19, 19], isStacked: false });
});

test('an id that leaves no room for the others stands below them', () => {
  assert.deepEqual(fitColumns([20, 20, 72], 80, 2), { widths: [20, 20, 0], isStacked: true });
});

test('an id alone stays whole in its line', () => {
  assert.deepEqual(fitColumns([100], 80, 0), { widths: [100], isStacked: false });
});

test('a line is never wider than the screen, and an id is never cut', () => {
  const columns = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(columns, fc.integer({ min: 30, max: 250 }), fc.nat(), (wanted, screen, pick) => {
      const idColumn = pick % wanted.length;
      const { widths, isStacked } = fitColumns(wanted, screen, idColumn);
      const shown = widths.filter((width) => width > 0);
      const line = shown.reduce((sum, width) => sum + width, 0) + gap.length * (shown.length - 1);
      assert.ok(line <= screen, `${line} > ${screen}`);
      assert.equal(widths[idColumn], isStacked ? 0 : wanted[idColumn]);
    }),
  );
});

test('wide and joined characters are counted as a terminal shows them', () => {
  assert.deepEqual(['abc', 'é', '日本', '👍🏽', '❤️', 'a\u0301'].map(textWidth), [3, 1, 4, 2, 2, 1]);
});

test('a text is cut to its width and says so', () => {
  assert.equal(cutText('abcdef', 6), 'abcdef');
  assert.equal(cutText('abcdefg', 6), 'abcde…');
  assert.equal(cutText('日本語', 4), '日…');
});
