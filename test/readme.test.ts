import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isBuilt } from '../bin/is-built.ts';
import { playTranscript } from './play-transcript.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { isAsWritten } from './transcript.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const order = join(root, 'src', 'demo', 'order.ts');

test('what the README shows is what one sees', { timeout: 60_000 }, async (t) => {
  const typed = readme.replace(/^\$ durcb start .*$/m, `$&\n> ${untilItSleeps}`);
  const emulator = `<!-- emulate: ${order} --state memory -->\n`;
  const environment = { DURCB_OUTPUT: 'table', DURCB_TIME: 'relative' };
  const isAlike = (seen: string, written: string) => isAsWritten(alike(seen), alike(written));
  await playTranscript(t, `${emulator}${typed}`, { environment, isAsWritten: isAlike });
});

// Who reads and types is slower than a test.
const untilItSleeps = 'durcb wait @last --local --for suspended -o none';

/**
 * Without what differs from one time to the next: ids, durations, numbers, and the blanks that depend on them;
 * and with ids beside the rest, which stand below it on a terminal of 80 columns.
 */
function alike(text: string): string {
  return text
    .replaceAll(/\b[A-Za-z0-9+/]{70,}=*/g, 'id')
    .replaceAll(/\b\d+(\.\d+)?(ms|[dhms])( \d+[dhms])?\b/g, 'duration')
    .replaceAll(/(?<=127\.0\.0\.1:)\d+/g, 'port')
    .replaceAll(/\d\d:\d\d:\d\d(\.\d+)?/g, 'time')
    .replaceAll(/\d{4}-\d\d-\d\d/g, 'date')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'address')
    .replaceAll(/\n {2}id$/gm, '  id')
    .replaceAll(/HEARTBEAT$/gm, 'HEARTBEAT  ID')
    .replaceAll(/ {2,}/g, '  ');
}

test('the test in the README passes', (t) => {
  assert.ok(isBuilt(root), 'dist is older than the sources; run: npm run build');
  const directory = temporaryDirectory(t);
  const [, example = ''] = /```ts\n(.*?)^```$/ms.exec(readme) ?? [];
  mkdirSync(join(directory, 'node_modules'));
  for (const [name, target] of [
    ['durcb', root],
    ['@aws', join(root, 'node_modules', '@aws')],
    ['@aws-sdk', join(root, 'node_modules', '@aws-sdk')],
  ] as const)
    symlinkSync(target, join(directory, 'node_modules', name));
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(directory, 'order.test.ts'), example);
  copyFileSync(order, join(directory, 'order.ts'));
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const options = { cwd: directory, env, encoding: 'utf8' } as const;
  const { status, stdout } = spawnSync(process.execPath, ['--test', 'order.test.ts'], options);
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^ℹ pass 1$/m);
});
