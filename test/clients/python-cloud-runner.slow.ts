import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
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
