import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { playPricedOrder, pricing, pricingFailures } from './priced-order.ts';
import { goFunction } from './programs.ts';
import { withoutPrograms } from './toolchain.ts';

describe('a function in Go', { skip: withoutPrograms('go') }, () => {
  let code: string;
  before(async () => {
    code = `cmd: '${await goFunction()}/bootstrap'`;
  });

  test('is called by a durable function, over a restart', async (t) => {
    await playPricedOrder(pricing(t, code), 'go');
  });

  test('fails in its own words and in those of the service', async (t) => {
    const emulator = await pricing(t, code, '--timeout', '2s')();
    assert.deepEqual(await pricingFailures(emulator, ['fail', 'panic', 'exit', 'hang']), {
      fail: ['declined', '250 cents are too much'],
      panic: ['string', 'no price list'],
      exit: ['Runtime.ExitError', 'RequestId: ID Error: Runtime exited with error: exit status 3'],
      hang: ['Sandbox.Timedout', 'RequestId: ID Error: Task timed out after 2.00 seconds'],
    });
  });
});
