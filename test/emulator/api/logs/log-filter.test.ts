import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { logFilter } from '../../../../src/emulator/api/logs/log-filter.ts';

const line = '{"level":"ERROR","n":7,"executionArn":"arn:aws:x/1","deep":{"list":[{"id":"a\\"b"}]}}';

function matches(pattern: string, message = line): boolean {
  return logFilter(pattern)(message);
}

describe('a filter of words', () => {
  const message = 'ERROR: order 7 was not found (timeout)';
  for (const [pattern, expected] of [
    ['', true],
    ['ERROR', true],
    ['error', false],
    ['ERROR order', true],
    ['ERROR missing', false],
    ['"was not"', true],
    ['"not was"', false],
    ['ERROR -timeout', false],
    ['?WARN ?ERROR', true],
    ['?WARN ?INFO', false],
  ] as const) {
    test(`${pattern || 'that is empty'}: ${expected}`, () => {
      assert.equal(matches(pattern, message), expected);
    });
  }
});

describe('a filter of members', () => {
  for (const [pattern, expected] of [
    ['{ $.level = "ERROR" }', true],
    ['{ $.level = ERROR }', true],
    ['{ $.level != "ERROR" }', false],
    ['{ $.missing != "x" }', false],
    ['{ $.level = "ERR*" }', true],
    ['{ $.executionArn = "arn:aws:*" }', true],
    ['{ $.n = 7 }', true],
    ['{ $.n >= 7 && $.n < 8 }', true],
    ['{ $.n > 7 }', false],
    ['{ ($.durableExecutionArn = "arn:aws:x/1") || ($.executionArn = "arn:aws:x/1") }', true],
    ['{ ($.level = "INFO" || $.n = 7) && $.deep.list[0].id = "a\\"b" }', true],
  ] as const) {
    test(`${pattern}: ${expected}`, () => assert.equal(matches(pattern), expected));
  }

  test('never matches what is no JSON object', () => {
    assert.equal(matches('{ $.level = "*" }', 'level ERROR'), false);
    assert.equal(matches('{ $.level = "*" }', '{ half'), false);
  });
});

describe('a filter of another form is refused', () => {
  for (const pattern of ['[ip, user]', '%[0-9]+%', '{ $.a IS NULL }', '{ $.a = "x"', '{ $.a }', '{}']) {
    test(pattern, () => {
      assert.throws(() => logFilter(pattern), { name: 'LogsRefusal', type: 'InvalidParameterException' });
    });
  }
});
