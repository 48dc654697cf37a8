import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { playPricedOrder, pricing, pricingFailures } from './priced-order.ts';
import { javaFunction } from './programs.ts';
import { withoutPrograms } from './toolchain.ts';

describe('a function in Java', { skip: withoutPrograms('java', 'mvn') }, () => {
  let code: string;
  before(async () => {
    code = await javaFunction('sample.Price', '-Xmx64m');
  });

  test('is called by a durable function, over a restart', async (t) => {
    await playPricedOrder(pricing(t, code), 'java');
  });

  test('fails in its own words and in those of the service', async (t) => {
    const emulator = await pricing(t, code, '--timeout', '5s')();
    assert.deepEqual(await pricingFailures(emulator, ['fail', 'exit', 'memory', 'deep', 'hang']), {
      fail: ['sample.Price$Declined', '250 cents are too much'],
      exit: ['Runtime.ExitError', 'RequestId: ID Error: Runtime exited with error: exit status 3'],
      memory: ['java.lang.OutOfMemoryError', 'Java heap space'],
      deep: ['java.lang.StackOverflowError', 'java.lang.StackOverflowError'],
      hang: ['Sandbox.Timedout', 'RequestId: ID Error: Task timed out after 5.00 seconds'],
    });
  });

  test('whose machine ends when memory does is told so', async (t) => {
    const ending = await javaFunction('sample.Price', '-Xmx64m', '-XX:+ExitOnOutOfMemoryError');
    const emulator = await pricing(t, ending)();
    assert.deepEqual(await pricingFailures(emulator, ['memory']), {
      memory: ['Runtime.ExitError', 'RequestId: ID Error: Runtime exited with error: exit status 3'],
    });
  });

  test('whose class is missing fails each invocation, as its runtime client has it', async (t) => {
    const emulator = await pricing(t, await javaFunction('sample.Nosuch'))();
    assert.deepEqual(await pricingFailures(emulator, ['']), {
      '': ['java.lang.ClassNotFoundException', 'Class not found: sample.Nosuch'],
    });
  });
});
