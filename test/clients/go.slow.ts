import { test } from 'node:test';
import { goClient } from '../languages/programs.ts';
import { withoutPrograms } from '../languages/toolchain.ts';
import { checkClient } from './client-report.ts';

test('a program that uses the Go SDK', { skip: withoutPrograms('go') }, async (t) => {
  await checkClient(t, `${await goClient()}/client`, []);
});
