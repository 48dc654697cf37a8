import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { emulatorProcess } from '../emulator-process.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';
import { pricing, pricingFailures } from './priced-order.ts';
import { runtimeInterfaceEmulator, withoutRie } from './rie.ts';

const root = join(import.meta.dirname, '../..');
const functions = join(root, 'test/fixtures/functions');
const bootstrap = join(functions, 'bootstrap/bootstrap');
const payment = pathToFileURL(join(functions, 'typescript/payment.ts')).href;
const nodeLoop = join(root, 'src/emulator/functions/bootstrap/node.mjs');

const credentials = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any' };

describe('behind a Runtime Interface Emulator', { skip: withoutRie }, () => {
  test('a durable function is invoked one at a time, and again when it is back', async (t) => {
    const command = [process.execPath, nodeLoop, payment, 'handler', 'durable'];
    const rie = await runtimeInterfaceEmulator(t, command);
    const emulator = await emulatorProcess(temporaryDirectory(t), [`payment=${rie.url}`]);
    t.after(() => emulator.end('SIGKILL'));
    const { durcb } = emulator;
    const environment = { ...credentials, AWS_ENDPOINT_URL_LAMBDA: emulator.ready.Url };
    await rie.start(environment);

    const start = ['start', 'payment', '--input-text', '{"customerId":"c","amount":5}', '-o', 'id'];
    const arns = await Promise.all([1, 2, 3].map(() => durcb.text(...start)));
    const ids = await Promise.all(
      arns.map((arn) => durcb.text('wait', arn, '--for', 'callback:payment-processing', '-o', 'id')),
    );
    await Promise.all(arns.map((arn) => durcb.text('wait', arn, '--for', 'suspended')));
    await rie.kill();
    for (const id of ids) await durcb.text('send-success', id, '--result-text', '{"transactionId":"t"}');
    for (const arn of arns)
      await waitFor('a vain invocation', async () =>
        (await durcb.text('history', arn)).includes('Durcb.FunctionUnreachable') ? true : undefined,
      );
    await rie.start(environment);
    for (const arn of arns) {
      await durcb.text('wait', arn);
      assert.partialDeepStrictEqual(JSON.parse(await durcb.text('result', arn)), { status: 'paid' });
    }
  });

  test('a plain function fails in its own words and in those of the service', async (t) => {
    const rie = await runtimeInterfaceEmulator(t, [bootstrap]);
    await rie.start({ ...credentials, AWS_LAMBDA_FUNCTION_TIMEOUT: '2' });
    const emulator = await pricing(t, rie.url)();
    assert.deepEqual(await pricingFailures(emulator, ['fail', 'exit', 'hang']), {
      fail: ['PriceError', '250 cents are too much'],
      exit: ['Runtime.ExitError', 'RequestId: ID Error: Runtime exited with error: exit status 3'],
      hang: ['Sandbox.Timedout', 'Task timed out after 2.00 seconds'],
    });
  });

  test('nobody says what to do about it', async (t) => {
    const { url } = await runtimeInterfaceEmulator(t, [bootstrap]);
    const emulator = await pricing(t, url)();
    const [type, message] = Object(await pricingFailures(emulator, ['fail'])).fail;
    assert.equal(type, 'Durcb.FunctionUnreachable');
    assert.match(message, /^No function answers at http:.* Start its container, or give another address\.$/);
  });
});
