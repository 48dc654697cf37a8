import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Lambda } from '@aws-sdk/client-lambda';
import { playPricedOrder, pricing, pricingFailures } from './priced-order.ts';
import { goFunction } from './programs.ts';
import { withoutPrograms } from './toolchain.ts';

const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };

describe('a function in Go', { skip: withoutPrograms('go') }, () => {
  let code: string;
  before(async () => {
    code = `cmd: '${await goFunction()}/bootstrap'`;
  });

  test('is called by a durable function, over a restart', async (t) => {
    await playPricedOrder(pricing(t, code), 'go');
  });

  test('gets the client context of who invokes it', async (t) => {
    const { ready } = await pricing(t, code)();
    const ClientContext = Buffer.from('{"custom":{"coupon":"żółw"}}').toString('base64');
    const lambda = new Lambda({ endpoint: ready.Url, region: 'us-east-1', credentials });
    const { Payload } = await lambda.invoke({ FunctionName: 'price', ClientContext });
    assert.partialDeepStrictEqual(JSON.parse(Payload?.transformToString() ?? ''), { coupon: 'żółw' });
  });

  test('fails in its own words and in those of the service', async (t) => {
    const emulator = await pricing(t, code, '--timeout', '2s')();
    assert.deepEqual(await pricingFailures(emulator, ['fail', 'panic', 'stream', 'exit', 'hang']), {
      fail: ['declined', '250 cents are too much'],
      panic: ['string', 'no price list'],
      stream: ['errorString', 'the price list is torn'],
      exit: ['Runtime.ExitError', 'RequestId: ID Error: Runtime exited with error: exit status 3'],
      hang: ['Sandbox.Timedout', 'RequestId: ID Error: Task timed out after 2.00 seconds'],
    });
  });
});
