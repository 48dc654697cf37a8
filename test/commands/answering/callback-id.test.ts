import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCallbackId } from '../../../src/commands/answering/callback-id.ts';

describe('a callback id', () => {
  const accepted: readonly [string, string, string][] = [
    ['as it is', 'a+b/c==', 'a+b/c=='],
    ['with a line end', 'YWJj\r\n', 'YWJj'],
    ['in quotes', '"YWJj"', 'YWJj'],
    ['in single quotes and blanks', " 'YWJj' ", 'YWJj'],
    ['percent-encoded', 'a%2Bb%2Fc%3D%3D', 'a+b/c=='],
  ];
  for (const [title, typed, id] of accepted)
    test(`is taken ${title}`, () => assert.equal(parseCallbackId(typed), id));

  for (const typed of ['', 'no id', 'a-b_c', 'YWJj===', 'a%zz', 'x'.repeat(1025)])
    test(`is refused when it is ${JSON.stringify(typed.slice(0, 20))}`, () =>
      assert.throws(() => parseCallbackId(typed), { code: 'malformed-callback-id', exitCode: 11 }));
});
