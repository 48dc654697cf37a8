import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locateJsonError } from '../../src/cli/json-error.ts';

const cases: readonly [text: string, expected: string][] = [
  ['', 'line 1, column 1: expected a value, found the end'],
  ['{"a": 1,}', 'line 1, column 9: expected a key in double quotes, found "}"'],
  ['{"a": 1\n "b": 2}', 'line 2, column 2: expected a comma or }, found "\\""'],
  ['[1, 2', 'line 1, column 6: expected a comma or ], found the end'],
  ['[', 'line 1, column 2: expected a value or ], found the end'],
  ["{'a': 1}", 'line 1, column 2: expected a key in double quotes or }, found "\'"'],
  ['{"a" 1}', 'line 1, column 6: expected a colon, found "1"'],
  ['{"a": undefined}', 'line 1, column 7: expected a value, found "u"'],
  ['{"a": 01}', 'line 1, column 7: expected a value, found "0"'],
  ['{"a": 1} x', 'line 1, column 10: expected nothing more, found "x"'],
  ['{"a": "b\n"}', 'line 1, column 9: expected the string to end, found "\\n"'],
  ['["\\x"]', 'line 1, column 3: expected the string to end, found "\\\\"'],
  ['\ufeff{}', 'line 1, column 1: expected a value, found a byte order mark'],
  ['[1]]', 'line 1, column 4: expected nothing more, found "]"'],
];

for (const [text, expected] of cases) {
  test(`says where ${JSON.stringify(text)} stops being JSON`, () => {
    assert.throws(() => JSON.parse(text));
    assert.equal(locateJsonError(text), expected);
  });
}

test('walks through everything that is JSON before the error', () => {
  const valid = JSON.stringify(
    { a: [1, -2.5e3, true, null, '\\"\u00e9\u007f', {}, []], b: { c: '' } },
    null,
    2,
  );
  assert.equal(locateJsonError(`${valid},`), `line 14, column 2: expected nothing more, found ","`);
});
