import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { newFunction, saying } from './emulator/deployed.ts';
import { lambdaClient } from './emulator/scripted-emulator.ts';
import { emulatorProcess } from './emulator-process.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const FunctionName = 'greeter';

test('what is deployed to an empty emulator outlives it, however it ends', async (t) => {
  const directory = temporaryDirectory(t);
  const words = ['--empty', '--state', 'state'];
  const first = await emulatorProcess(directory, words);
  t.after(() => first.end('SIGKILL'));
  assert.deepEqual(first.ready.Functions, []);
  const lambda = lambdaClient(t, first.ready.Url);
  await lambda.createFunction(newFunction(FunctionName, 'one', { Publish: true }));
  await lambda.updateFunctionCode({ FunctionName, ZipFile: saying('superseded') });
  await lambda.updateFunctionCode({ FunctionName, ZipFile: saying('two') });
  await lambda.createAlias({ FunctionName, Name: 'live', FunctionVersion: '1' });
  const before = await lambda.getFunction({ FunctionName });
  await first.end('SIGKILL');

  const second = await emulatorProcess(directory, words);
  t.after(() => second.end('SIGKILL'));
  const again = lambdaClient(t, second.ready.Url);
  const after = await again.getFunction({ FunctionName });
  assert.deepEqual(after.Configuration, before.Configuration);
  const said = async (name: string) => {
    const { Payload } = await again.invoke({ FunctionName: name });
    return JSON.parse(Payload?.transformToString() ?? '').word;
  };
  assert.deepEqual([await said('greeter:live'), await said(FunctionName)], ['one', 'two']);
  assert.equal(readdirSync(join(directory, 'state', 'code')).length, 2);
  await again.deleteFunction({ FunctionName });
  await second.end('SIGINT');

  const third = await emulatorProcess(directory, words);
  t.after(() => third.end('SIGKILL'));
  assert.deepEqual((await lambdaClient(t, third.ready.Url).listFunctions({})).Functions, []);
  assert.deepEqual(readdirSync(join(directory, 'state', 'code')), []);
});
