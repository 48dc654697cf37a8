import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { playPricedOrder, pricing, pricingFailures } from './priced-order.ts';
import { withoutPrograms } from './toolchain.ts';

const code = `cmd: '${join(import.meta.dirname, '../fixtures/functions/bootstrap/bootstrap')}'`;

describe('a bootstrap of a shell and curl', { skip: withoutPrograms('curl') }, () => {
  test('is called by a durable function, over a restart', async (t) => {
    await playPricedOrder(pricing(t, code), 'sh');
  });

  test('fails in its own words and in those of the service', async (t) => {
    const emulator = await pricing(t, code, '--timeout', '2s')();
    assert.deepEqual(await pricingFailures(emulator, ['fail', 'exit', 'hang']), {
      fail: ['PriceError', '250 cents are too much'],
      exit: ['Runtime.ExitError', 'RequestId: ID Error: Runtime exited with error: exit status 3'],
      hang: ['Sandbox.Timedout', 'RequestId: ID Error: Task timed out after 2.00 seconds'],
    });
  });
});
