import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InvalidParameterValueException, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { functionArn, plain, scriptedEmulator } from '../../scripted-emulator.ts';

const unqualifiedArn = functionArn.replace(':$LATEST', '');

describe('ListFunctions', () => {
  test('shows all functions in the order they were given, each as its configuration', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    const { Functions = [], NextMarker } = await lambda.listFunctions({});
    assert.deepEqual(
      Functions.map(({ FunctionName, DurableConfig }) => [FunctionName, DurableConfig !== undefined]),
      [
        ['order', true],
        ['plain', false],
      ],
    );
    assert.equal(NextMarker, undefined);
    const { $metadata, ...order } = await lambda.getFunctionConfiguration({ FunctionName: 'order' });
    assert.deepEqual(Functions[0], order);
  });

  test('shows qualified ARNs when all versions are wanted', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    const { Functions } = await lambda.listFunctions({ FunctionVersion: 'ALL' });
    assert.deepEqual([Functions?.length, Functions?.[0]?.FunctionArn], [2, functionArn]);
  });

  test('goes page by page', async (t) => {
    const also = () => ['a', 'b', 'c'].map((name) => plain(name, 'http://127.0.0.1:1'));
    const { lambda } = await scriptedEmulator(t, { also });
    const pages: unknown[] = [];
    let Marker: string | undefined;
    do {
      const page = await lambda.listFunctions({ MaxItems: 2, Marker });
      pages.push(page.Functions?.map(({ FunctionName }) => FunctionName));
      Marker = page.NextMarker;
    } while (Marker);
    assert.deepEqual(pages, [['order', 'plain'], ['a', 'b'], ['c']]);
    assert.equal((await lambda.listFunctions({ MaxItems: 10_000 })).Functions?.length, 5);
    await refused(
      lambda.listFunctions({ MaxItems: 0 }),
      'ValidationException',
      400,
      /greater than or equal to 1$/,
    );
    const call = lambda.listFunctions({ Marker: 'nonsense' });
    await refused(call, InvalidParameterValueException, 400, 'Invalid Marker');
  });
});

describe('ListVersionsByFunction', () => {
  test('shows $LATEST, which is all there is', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    for (const FunctionName of ['order', unqualifiedArn]) {
      const { Versions = [], NextMarker } = await lambda.listVersionsByFunction({ FunctionName });
      assert.deepEqual(
        Versions.map(({ Version, FunctionArn }) => [Version, FunctionArn]),
        [['$LATEST', functionArn]],
      );
      assert.equal(NextMarker, undefined);
    }
  });

  test('needs a function that is there', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    const call = lambda.listVersionsByFunction({ FunctionName: 'other' });
    const message = `Function not found: ${unqualifiedArn.replace('order', 'other')}`;
    await refused(call, ResourceNotFoundException, 404, message);
  });
});

describe('ListAliases', () => {
  test('shows none', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    const { Aliases, NextMarker } = await lambda.listAliases({ FunctionName: 'order' });
    assert.deepEqual([Aliases, NextMarker], [[], undefined]);
  });

  test('needs a function that is there', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    const call = lambda.listAliases({ FunctionName: 'other' });
    const message = `Function not found: ${unqualifiedArn.replace('order', 'other')}`;
    await refused(call, ResourceNotFoundException, 404, message);
  });
});
