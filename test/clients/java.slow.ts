import { test } from 'node:test';
import { javaClient } from '../languages/programs.ts';
import { withoutPrograms } from '../languages/toolchain.ts';
import { checkClient } from './client-report.ts';

test('a program that uses the Java SDK', { skip: withoutPrograms('java', 'mvn') }, async (t) => {
  const target = await javaClient();
  await checkClient(t, 'java', ['-cp', `${target}/classes:${target}/lib/*`, 'sample.Client']);
});
