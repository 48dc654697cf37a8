import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapWords } from '../../src/cli/wrap-words.ts';

test('lines break at blanks, and a word that is too long stays whole', () => {
  assert.equal(wrapWords('Stop 2 executions of order?', 12), 'Stop 2\nexecutions\nof order?');
  assert.equal(wrapWords('at http://127.0.0.1:9014 now', 10), 'at\nhttp://127.0.0.1:9014\nnow');
  assert.equal(wrapWords('short', 80), 'short');
});
