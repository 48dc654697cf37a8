import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Lambda } from '@aws-sdk/client-lambda';
import { type CallbackScope, callbacksInHistories, pendingCallbacks } from '../../src/lambda/callbacks.ts';
import { collect } from '../lambda/collect.ts';
import { type Emulated, emulated } from './emulated.ts';

const FunctionName = 'callback-with-timeouts';

let there: Emulated;

/** A function with versions 1 and 2, of which `live` is the first. */
before(async () => {
  there = await emulated([FunctionName, 'failing']);
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const lambda = new Lambda({ endpoint: there.url, region: 'us-east-1', credentials });
  await lambda.publishVersion({ FunctionName });
  await lambda.createAlias({ FunctionName, Name: 'live', FunctionVersion: '1' });
  await lambda.updateFunctionConfiguration({ FunctionName, Timeout: 21 });
  await lambda.publishVersion({ FunctionName });
  lambda.destroy();
});
after(() => there.close());

const columns = async (query: string, ...words: string[]) => {
  const { exitCode, out, err } = await there.durcb([...words, '--query', query, '-o', 'tsv']);
  assert.equal(exitCode, 0, err);
  return out.split('\n').filter(Boolean);
};

describe('a function with versions', () => {
  test('is started on the newest one, or on what is named', async () => {
    const targets = { newest: '', live: ':live', one: ':1', latest: ':$LATEST' };
    const versions = Object.entries(targets).map(async ([name, qualifier]) => {
      const input = ['--input-text', '{"data":"x"}'];
      const started = await there.json('start', `${FunctionName}${qualifier}`, '--name', name, ...input);
      await there.durcb(['wait', started.DurableExecutionArn, '--for', 'suspended', '--timeout', '20s']);
      return started.Derived.Version;
    });
    assert.deepEqual(await Promise.all(versions), ['2', '1', '1', '$LATEST']);
    const missing = await there.durcb(['start', `${FunctionName}:other`]);
    assert.equal(missing.exitCode, 8);
  });

  const selections: Readonly<Record<string, readonly string[]>> = {
    '': ['latest', 'live', 'newest', 'one'],
    ':live': ['live', 'one'],
    ':1': ['live', 'one'],
    ':2': ['newest'],
    ':$LATEST': ['latest'],
  };
  for (const [qualifier, names] of Object.entries(selections)) {
    test(`has its executions and callbacks found as ${FunctionName}${qualifier}`, async () => {
      const functionName = `${FunctionName}${qualifier}`;
      const executions = await columns('DurableExecutionName', 'executions', functionName);
      assert.deepEqual(executions.toSorted(), names);
      const scope: CallbackScope = { functionName };
      const indexed = await collect(pendingCallbacks(there.lambda, scope));
      const read = await collect(callbacksInHistories(there.lambda, scope));
      const ids = (callbacks: typeof read) => callbacks.map(({ CallbackId }) => CallbackId).toSorted();
      assert.deepEqual(ids(indexed), ids(read));
      const pending = await columns('DurableExecutionName', 'pending', '--function', functionName);
      assert.deepEqual(pending.toSorted(), names);
    });
  }

  test('has an execution found by its name, on whatever version it is', async () => {
    for (const [name, version] of [
      ['newest', '2'],
      ['live', '1'],
    ] as const) {
      const { DurableExecutionArn } = await there.json('describe', name, '--function', FunctionName);
      assert.match(DurableExecutionArn, new RegExp(`:${version}/durable-execution/${name}/`));
    }
  });
});
