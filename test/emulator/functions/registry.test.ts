import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionRegistry } from '../../../src/emulator/functions/registry.ts';
import { definition, node } from './test-host.ts';

const orders = definition(node('echo.ts'), { name: 'orders' });
const bills = definition(node('esm.mjs'), { name: 'bills' });
const registry = functionRegistry([orders, bills]);

test('functions are listed in their order and found by name', () => {
  assert.deepEqual(registry.list(), [orders, bills]);
  assert.equal(registry.find('bills'), bills);
  assert.equal(registry.find('other'), undefined);
});

test('no qualifier and $LATEST mean the code as it is', () => {
  for (const qualifier of [undefined, '$LATEST']) {
    assert.deepEqual(registry.resolve('orders', qualifier), { version: '$LATEST', definition: orders });
  }
});

test('an unknown function, version or alias resolves to nothing', () => {
  assert.equal(registry.resolve('other'), undefined);
  assert.equal(registry.resolve('orders', '1'), undefined);
  assert.equal(registry.resolve('orders', 'live'), undefined);
});

test('what a function comes with is published: by an alias, or without one', () => {
  const shop = { ...orders, name: 'shop', aliases: { live: '2', next: '$LATEST' }, versions: ['1'] };
  const served = functionRegistry([shop]);
  for (const version of ['1', '2']) {
    assert.deepEqual(served.resolve('shop', version), { version, definition: shop });
  }
  assert.equal(served.resolve('shop', 'live')?.version, '2');
  assert.equal(served.resolve('shop', 'next')?.version, '$LATEST');
  assert.equal(served.resolve('shop', '3'), undefined);
});
