import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { clientEmulator } from './client-emulator.ts';
import { npmClient } from './npm-client.ts';
import { runProgram } from './run-program.ts';

const program = await npmClient('js-cloud-runner');

test('the cloud test runner for JavaScript', async (t) => {
  const { directory, environment } = await clientEmulator(t);
  const { exitCode, out, err } = await runProgram(process.execPath, ['--test-reporter=spec', program], {
    environment: { ...environment, DESK: join(directory, 'desk') },
  });
  for (const line of out.split('\n').filter((line) => /[✔✖] /.test(line))) t.diagnostic(line.trim());
  assert.equal(exitCode, 0, `${out}${err}`);
});
