import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  InvalidParameterValueException,
  InvalidRequestContentException,
  type InvokeCommandInput,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { functionArn, type ScriptedEmulator, scriptedEmulator } from '../../scripted-emulator.ts';

/** An invoke that is over at once. */
const invoke = ({ lambda }: ScriptedEmulator, more: Partial<InvokeCommandInput>) =>
  lambda.invoke({ FunctionName: 'order:$LATEST', InvocationType: 'Event', ...more });

const unqualifiedArn = functionArn.replace(':$LATEST', '');

describe('the function', () => {
  test('may be given by name or ARN, with its qualifier within or beside', async (t) => {
    const service = await scriptedEmulator(t);
    const names = [
      { FunctionName: 'order:$LATEST' },
      { FunctionName: 'order', Qualifier: '$LATEST' },
      { FunctionName: 'order:$LATEST', Qualifier: '$LATEST' },
      { FunctionName: functionArn },
      { FunctionName: unqualifiedArn, Qualifier: '$LATEST' },
      { FunctionName: '123456789012:function:order:$LATEST' },
    ];
    for (const name of names) {
      const { StatusCode, DurableExecutionArn = '' } = await invoke(service, name);
      assert.deepEqual([StatusCode, DurableExecutionArn.split('/')[0]], [202, functionArn]);
    }
  });

  test('must be qualified when it is durable, even for a dry run', async (t) => {
    const service = await scriptedEmulator(t);
    const message = 'You cannot invoke a durable function using an unqualified ARN.';
    for (const FunctionName of ['order', unqualifiedArn]) {
      for (const InvocationType of ['Event', 'RequestResponse', 'DryRun'] as const) {
        const call = invoke(service, { FunctionName, InvocationType });
        await refused(call, InvalidParameterValueException, 400, message);
      }
    }
  });

  test('must not have two qualifiers', async (t) => {
    const service = await scriptedEmulator(t);
    const message = 'The derived qualifier from the function name does not match the specified qualifier.';
    const call = invoke(service, { FunctionName: 'order:$LATEST', Qualifier: '1' });
    await refused(call, InvalidParameterValueException, 400, message);
  });

  test('must be there, in this account and region', async (t) => {
    const service = await scriptedEmulator(t);
    const unknown = async (FunctionName: string, arn: string) =>
      refused(
        invoke(service, { FunctionName }),
        ResourceNotFoundException,
        404,
        `Function not found: ${arn}`,
      );
    await unknown('other', unqualifiedArn.replace(':order', ':other'));
    await unknown('order:3', functionArn.replace('$LATEST', '3'));
    await unknown('order:live', functionArn.replace('$LATEST', 'live'));
    for (const [here, there] of [
      ['us-east-1', 'eu-central-1'],
      ['123456789012', '210987654321'],
    ] as const) {
      await unknown(functionArn.replace(here, there), functionArn.replace(here, there));
    }
  });

  test('must have a name that could be one', async (t) => {
    const service = await scriptedEmulator(t);
    const call = invoke(service, { FunctionName: 'or der' });
    await refused(
      call,
      'ValidationException',
      400,
      /^1 validation error detected: Value 'or der' at 'functionName'/,
    );
  });
});

describe('the payload', () => {
  test('must be JSON', async (t) => {
    const service = await scriptedEmulator(t);
    for (const FunctionName of ['order:$LATEST', 'plain']) {
      for (const Payload of ['{"n":', 'yes', ' ', Buffer.from([0x22, 0xff, 0x22])]) {
        const call = invoke(service, { FunctionName, Payload });
        const message = /^Could not parse request body into json: ./;
        await refused(call, InvalidRequestContentException, 400, message);
      }
    }
  });

  test('may have a megabyte for an asynchronous invoke, six for a synchronous one', async (t) => {
    const service = await scriptedEmulator(t);
    service.order.always((invocation) => invocation.succeed('"taken"'));
    const withSize = (InvocationType: 'Event' | 'RequestResponse', bytes: number) =>
      invoke(service, { InvocationType, Payload: `"${'x'.repeat(bytes - 2)}"` });
    const tooLarge = 'RequestEntityTooLargeException';
    const words = (bytes: number) =>
      `Request must be smaller than ${bytes} bytes for the InvokeFunction operation`;
    await withSize('Event', 1_048_576);
    await refused(withSize('Event', 1_048_577), tooLarge, 413, words(1_048_576));
    await withSize('RequestResponse', 6_291_456);
    await refused(withSize('RequestResponse', 6_291_457), tooLarge, 413, words(6_291_456));
  });
});

describe('an execution name', () => {
  test('is for durable functions only', async (t) => {
    const service = await scriptedEmulator(t);
    const call = invoke(service, { FunctionName: 'plain', DurableExecutionName: 'order-7' });
    const message = 'You cannot provide a durable execution name for a function that is not durable.';
    await refused(call, InvalidParameterValueException, 400, message);
  });

  test('has letters, digits, hyphens and underscores, 64 at most', async (t) => {
    const service = await scriptedEmulator(t);
    await invoke(service, { DurableExecutionName: 'x'.repeat(64) });
    for (const DurableExecutionName of ['order 7', 'x'.repeat(65)]) {
      const call = invoke(service, { DurableExecutionName });
      await refused(
        call,
        'ValidationException',
        400,
        /at 'durableExecutionName' failed to satisfy constraint/,
      );
    }
  });
});

test('a dry run checks, and runs nothing', async (t) => {
  const service = await scriptedEmulator(t);
  for (const FunctionName of ['order:$LATEST', 'plain']) {
    const { StatusCode, DurableExecutionArn } = await invoke(service, {
      FunctionName,
      InvocationType: 'DryRun',
    });
    assert.deepEqual([StatusCode, DurableExecutionArn], [204, undefined]);
  }
  await refused(
    invoke(service, { InvocationType: 'DryRun', Payload: 'no' }),
    InvalidRequestContentException,
    400,
    /^Could not parse request body into json/,
  );
  const listed = await service.lambda.listDurableExecutionsByFunction({ FunctionName: 'order' });
  assert.deepEqual(listed.DurableExecutions, []);
  assert.deepEqual([service.order.untaken, service.plain.untaken], [0, 0]);
});
