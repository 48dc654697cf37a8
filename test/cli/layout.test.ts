import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitColumns, lineWidth } from '../../src/cli/table-layout.ts';
import { cutText, textWidth } from '../../src/cli/text-width.ts';

const widthsOf = (...widths: number[]) => widths.map((width) => ({ width }));

test('columns that fit stay as wide as they want', () => {
  assert.deepEqual(fitColumns(widthsOf(10, 20, 30), 80, 2), { widths: [10, 20, 30], isStacked: false });
});

test('the widest columns give way first, and never the id', () => {
  assert.deepEqual(fitColumns(widthsOf(60, 10, 30), 64, 2), { widths: [20, 10, 30], isStacked: false });
  assert.deepEqual(fitColumns(widthsOf(60, 50), 40, undefined), { widths: [19, 19], isStacked: false });
});

test('an id that leaves no room for the others stands below them', () => {
  assert.deepEqual(fitColumns(widthsOf(20, 20, 72), 80, 2), { widths: [20, 20, 0], isStacked: true });
});

test('a narrow id stays in its line, and others are left out', () => {
  assert.deepEqual(fitColumns(widthsOf(3, 12, 20, 30), 24, 0), { widths: [3, 8, 9, 0], isStacked: false });
});

test('an id that may be left out is, when all of the others have no room beside it', () => {
  const arn = { width: 130, whenNarrow: 'drop' } as const;
  const others = widthsOf(36, 30);
  assert.deepEqual(fitColumns([...others, arn], 200, 2), { widths: [36, 30, 130], isStacked: false });
  assert.deepEqual(fitColumns([...others, arn], 199, 2), { widths: [36, 30, 0], isStacked: false });
});

test('what must not be cut is kept, and what may be left out goes first', () => {
  const status = { width: 9, whenNarrow: 'keep' } as const;
  const version = { width: 7, whenNarrow: 'drop' } as const;
  const wanted = [...widthsOf(36), version, status];
  assert.deepEqual(fitColumns(wanted, 40, undefined).widths, [20, 7, 9]);
  assert.deepEqual(fitColumns(wanted, 26, undefined).widths, [15, 0, 9]);
  assert.deepEqual(fitColumns(wanted, 12, undefined).widths, [0, 0, 9]);
});

test('an id alone stays whole in its line', () => {
  assert.deepEqual(fitColumns(widthsOf(100), 80, 0), { widths: [100], isStacked: false });
});

test('a line is never wider than the screen, and an id is never cut', () => {
  const columns = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(columns, fc.integer({ min: 30, max: 250 }), fc.nat(), (wanted, screen, pick) => {
      const idColumn = pick % wanted.length;
      const { widths, isStacked } = fitColumns(widthsOf(...wanted), screen, idColumn);
      assert.ok(lineWidth(widths) <= screen, `${widths}`);
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
