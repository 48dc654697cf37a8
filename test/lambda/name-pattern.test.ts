import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPattern, matchName } from '../../src/lambda/name-pattern.ts';

test('a name matches itself and nothing else', () => {
  assert.equal(isPattern('order.v2'), false);
  assert.equal(matchName('order.v2')('order.v2'), true);
  assert.equal(matchName('order.v2')('order-v2'), false);
});

test('a pattern matches the whole name', () => {
  assert.equal(isPattern('order-*'), true);
  assert.equal(matchName('order-*')('order-7'), true);
  assert.equal(matchName('order-?')('order-77'), false);
  assert.equal(matchName('*approve*')('please approve this'), true);
});
