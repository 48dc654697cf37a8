import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { parseTrace } from '../../../src/commands/payloads/error-trace.ts';

const python = `INFO: starting
Traceback (most recent call last):
  File "/srv/work.py", line 3, in price
    int('x')
ValueError: invalid literal for int() with base 10: 'x'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/srv/work.py", line 7, in <module>
    price()
    ~~~~~^^
shop.errors.Declined: no
money
`;

const java = `Exception in thread "main" java.lang.IllegalStateException: no money
More: here
	at Work.price(Work.java:2)
	at Work.main(Work.java:3)
Caused by: java.lang.NumberFormatException: For input string: "x"
	at java.base/java.lang.Integer.parseInt(Integer.java:661)
	... 2 more
`;

describe('the trace of an error', () => {
  test('that Node did not catch', () => {
    const script = `
      class Declined extends Error { name = 'Declined'; code = 'X1'; }
      function price() { throw new Declined('no money', { cause: new TypeError('empty') }); }
      price();`;
    const { stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    const { ErrorType, ErrorMessage, StackTrace = [] } = parseTrace(stderr) ?? {};
    assert.deepEqual([ErrorType, ErrorMessage], ['Declined', 'no money']);
    assert.match(StackTrace[0] ?? '', /^ {4}at price \(/);
    assert.ok(StackTrace.some((line) => line.includes('[cause]: TypeError: empty')));
    assert.ok(StackTrace.every((line) => !line.startsWith('Node.js')));
  });

  test('that Node printed, with a code and a message of two lines', () => {
    const text = 'TypeError [ERR_X]: this\nand that\n    at f (/srv/a.js:1:2)\n    at g (/srv/a.js:3:4)\n';
    assert.deepEqual(parseTrace(text), {
      ErrorType: 'TypeError',
      ErrorMessage: 'this\nand that',
      StackTrace: ['    at f (/srv/a.js:1:2)', '    at g (/srv/a.js:3:4)'],
    });
  });

  test('of Python, where what was raised last comes last', () => {
    const { ErrorType, ErrorMessage, StackTrace = [] } = parseTrace(python) ?? {};
    assert.deepEqual([ErrorType, ErrorMessage], ['shop.errors.Declined', 'no\nmoney']);
    assert.equal(StackTrace[0], 'Traceback (most recent call last):');
    assert.ok(StackTrace.includes("ValueError: invalid literal for int() with base 10: 'x'"));
    assert.equal(StackTrace.at(-1), '    ~~~~~^^');
  });

  test('of Python without a message', () => {
    const text =
      'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nKeyboardInterrupt\n';
    const { ErrorType, ErrorMessage } = parseTrace(text) ?? {};
    assert.deepEqual([ErrorType, ErrorMessage], ['KeyboardInterrupt', '']);
  });

  test('of Java, with its causes', () => {
    const { ErrorType, ErrorMessage, StackTrace = [] } = parseTrace(java) ?? {};
    assert.deepEqual([ErrorType, ErrorMessage], ['java.lang.IllegalStateException', 'no money\nMore: here']);
    assert.equal(StackTrace.length, 5);
    assert.match(StackTrace[2] ?? '', /^Caused by: java\.lang\.NumberFormatException/);
  });

  for (const text of ['', 'Error: without a place', '{"ErrorType": "x"}', '    at nowhere'])
    test(`is not ${JSON.stringify(text)}`, () => assert.equal(parseTrace(text), undefined));
});
