import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTooMuch } from '../../src/completing/is-too-much.ts';
import { handlerCode, startEmulator } from '../../src/emulator/emulator.ts';
import { connect } from '../../src/lambda/client.ts';

test('many functions are too much elsewhere, one of them is not, and an emulator takes its time for all', async (t) => {
  const code = handlerCode('x=http://127.0.0.1:9', '/').code;
  const functions = Array.from({ length: 21 }, (_one, index) => ({
    name: `f-${index}`,
    code,
    environment: {},
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    durable: { ExecutionTimeout: 60, RetentionPeriodInDays: 1 },
  }));
  const emulator = await startEmulator({ functions });
  const here = connect({ endpoint: emulator.url, environment: {} });
  t.after(async () => {
    here.close();
    await emulator.close();
  });
  const { signal } = new AbortController();
  const elsewhere = { lambda: { ...here, isLocal: false }, now: 0, signal };
  assert.equal(await isTooMuch(elsewhere, undefined), true);
  assert.equal(await isTooMuch(elsewhere, 'f-1'), false);
  assert.equal(await isTooMuch({ lambda: here, now: 0, signal }, undefined), false);
});
