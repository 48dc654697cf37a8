import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  InvalidParameterValueException,
  ResourceNotFoundException,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { functionArn, plain, scriptedEmulator } from '../../scripted-emulator.ts';

const unqualifiedArn = functionArn.replace(':$LATEST', '');

describe('a durable function', () => {
  test('shows what it was given and that it is durable', async (t) => {
    const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 600, KMSKeyArn: 'key' } });
    const configuration = await service.lambda.getFunctionConfiguration({ FunctionName: 'order' });
    assert.partialDeepStrictEqual(configuration, {
      FunctionName: 'order',
      FunctionArn: unqualifiedArn,
      Version: '$LATEST',
      Timeout: 30,
      MemorySize: 128,
      Handler: service.order.url,
      State: 'Active',
      LastUpdateStatus: 'Successful',
      PackageType: 'Zip',
      Environment: { Variables: {} },
      DurableConfig: { ExecutionTimeout: 600, RetentionPeriodInDays: 14, KMSKeyArn: 'key' },
    });
    assert.match(configuration.LastModified ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  });

  test('is wrapped by GetFunction, and is ready for those who wait for that', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    const FunctionName = 'order';
    const { Configuration, Code } = await lambda.getFunction({ FunctionName });
    const { $metadata, ...configuration } = await lambda.getFunctionConfiguration({ FunctionName });
    assert.deepEqual(Configuration, configuration);
    assert.ok(Code);
    for (const wait of [waitUntilFunctionActiveV2, waitUntilFunctionUpdatedV2]) {
      assert.equal((await wait({ client: lambda, maxWaitTime: 5 }, { FunctionName })).state, 'SUCCESS');
    }
  });

  test('has the qualifier in its ARN that was asked for', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    for (const request of [
      { FunctionName: 'order:$LATEST' },
      { FunctionName: 'order', Qualifier: '$LATEST' },
      { FunctionName: functionArn },
    ]) {
      const { FunctionArn, Version } = await lambda.getFunctionConfiguration(request);
      assert.deepEqual([FunctionArn, Version], [functionArn, '$LATEST']);
      assert.equal((await lambda.getFunction(request)).Configuration?.FunctionArn, functionArn);
    }
  });
});

test('a function that is not durable has no durable configuration', async (t) => {
  const environment = { STAGE: 'test', EndTimestamp: '1500' };
  const also = () => [{ ...plain('other', 'http://127.0.0.1:1'), environment, timeoutSeconds: 7 }];
  const { lambda } = await scriptedEmulator(t, { also });
  const configuration = await lambda.getFunctionConfiguration({ FunctionName: 'other' });
  assert.equal('DurableConfig' in configuration, false);
  assert.deepEqual([configuration.Environment, configuration.Timeout], [{ Variables: environment }, 7]);
});

test('a file in JavaScript has the runtime of the Node that runs it, unless one is told', async (t) => {
  const code = { kind: 'node', file: import.meta.filename, export: 'handler' } as const;
  const untold = { ...plain('untold', ''), code };
  const also = () => [untold, { ...untold, name: 'told', runtime: 'nodejs20.x' }];
  const { lambda } = await scriptedEmulator(t, { also, warm: false });
  const runtimeOf = async (FunctionName: string) =>
    (await lambda.getFunctionConfiguration({ FunctionName })).Runtime;
  assert.equal(await runtimeOf('untold'), `nodejs${process.versions.node.split('.')[0]}.x`);
  assert.equal(await runtimeOf('told'), 'nodejs20.x');
});

test('what is not there is not found', async (t) => {
  const { lambda } = await scriptedEmulator(t);
  const requests = [
    [{ FunctionName: 'other' }, unqualifiedArn.replace('order', 'other')],
    [{ FunctionName: 'order', Qualifier: '7' }, `${unqualifiedArn}:7`],
  ] as const;
  for (const [request, arn] of requests) {
    for (const call of [lambda.getFunction(request), lambda.getFunctionConfiguration(request)]) {
      await refused(call, ResourceNotFoundException, 404, `Function not found: ${arn}`);
    }
  }
});

test('two qualifiers must be the same', async (t) => {
  const { lambda } = await scriptedEmulator(t);
  const call = lambda.getFunction({ FunctionName: 'order:$LATEST', Qualifier: '1' });
  const message = 'The derived qualifier from the function name does not match the specified qualifier.';
  await refused(call, InvalidParameterValueException, 400, message);
});
