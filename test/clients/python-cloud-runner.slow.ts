import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { waitFor } from '../wait-for.ts';
import { clientEmulator } from './client-emulator.ts';
import { pythonClient } from './python-client.ts';
import { runProgram } from './run-program.ts';

const client = await pythonClient('python-cloud-runner');

test('the cloud test runner for Python', { skip: client.missing }, async (t) => {
  const { directory, environment } = await clientEmulator(t);
  const program = [join(import.meta.dirname, 'python_cloud_runner.py')];
  const { exitCode, err } = await runProgram(client.program('python'), program, {
    environment: { ...environment, DESK: join(directory, 'desk') },
  });
  for (const line of err.split('\n').filter((line) => / \.\.\. /.test(line))) t.diagnostic(line);
  assert.equal(exitCode, 0, err);
});

test('the command line of the local runner for Python', { skip: client.missing }, async (t) => {
  const { url, directory, environment } = await clientEmulator(t);
  const local = { AWS_DEX_LOCAL_RUNNER_ENDPOINT: url, AWS_DEX_LOCAL_RUNNER_REGION: 'us-east-1' };
  const runner = async (...words: readonly string[]) => {
    const { exitCode, out, err } = await runProgram(client.program('dex-local-runner'), words, {
      directory,
      environment: { ...environment, ...local },
    });
    assert.equal(exitCode, 0, err);
    return JSON.parse(out);
  };
  const named = ['--function-name', 'chained-target', '--durable-execution-name', 'one'];
  const { ExecutionArn: arn } = await runner('invoke', ...named, '--input', '{"value": 3}');
  const ended = await waitFor('the end of the execution', async () => {
    const execution = await runner('get-durable-execution', '--durable-execution-arn', arn);
    return execution.Status === 'RUNNING' ? undefined : execution;
  });
  assert.deepEqual([ended.Status, ended.Result], ['SUCCEEDED', '{"squared":9}']);
  const { Events } = await runner('get-durable-execution-history', '--durable-execution-arn', arn);
  assert.equal(Events.length, 5);
});
