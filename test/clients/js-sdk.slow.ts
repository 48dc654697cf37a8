import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientEmulator } from './client-emulator.ts';
import { npmClient } from './npm-client.ts';
import { runProgram } from './run-program.ts';

const program = await npmClient('js-sdk');

test('a program that uses the SDK for JavaScript', async (t) => {
  const { scripted, durcb, environment } = await clientEmulator(t);
  const arn = await durcb.text('start', 'scripted', '-o', 'id');
  const invocation = await scripted.next();
  const { exitCode, out, err } = await runProgram(process.execPath, ['--test-reporter=spec', program], {
    environment: { ...environment, SCRIPTED_ARN: arn, SCRIPTED_TOKEN: invocation.token },
  });
  invocation.suspend();
  for (const line of out.split('\n').filter((line) => /[✔✖] /.test(line))) t.diagnostic(line.trim());
  assert.equal(exitCode, 0, `${out}${err}`);
});
