import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { clientEmulator } from './client-emulator.ts';
import { pythonClient } from './python-client.ts';
import { runProgram } from './run-program.ts';

const client = await pythonClient('boto3');

test('a program that uses boto3', { skip: client.missing }, async (t) => {
  const { scripted, durcb, environment } = await clientEmulator(t);
  const arn = await durcb.text('start', 'scripted', '-o', 'id');
  const invocation = await scripted.next();
  const program = [join(import.meta.dirname, 'boto3_client.py')];
  const { exitCode, err } = await runProgram(client.program('python'), program, {
    environment: { ...environment, SCRIPTED_ARN: arn, SCRIPTED_TOKEN: invocation.token },
  });
  invocation.suspend();
  for (const line of err.split('\n').filter((line) => / \.\.\. /.test(line))) t.diagnostic(line);
  assert.equal(exitCode, 0, err);
});
