import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isBuilt } from '../../bin/is-built.ts';

const root = join(import.meta.dirname, '..', '..');
const launcher = join(root, 'bin', 'durcb.cjs');

/** Whatever Node of this machine is older than the oldest that durcb runs on. */
const oldNode = (process.env.PATH ?? '')
  .split(':')
  .map((folder) => join(folder, 'node'))
  .map((program) => ({ program, version: versionOf(program) }))
  .find(({ version }) => version !== '' && isTooOld(version));

function versionOf(program: string): string {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', env: {} });
  return stdout?.trim().slice(1) ?? '';
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 18);
}

test('an older Node says in one line what to do', { skip: !oldNode && 'no Node before 22.18 here' }, () => {
  for (const words of [['demo'], ['emulate', 'handler.ts'], []]) {
    const { status, stdout, stderr } = spawnSync(oldNode?.program ?? '', [launcher, ...words], {
      encoding: 'utf8',
      env: {},
    });
    const line = `durcb: Node ${oldNode?.version} is too old; install Node 22.18 or newer\n`;
    assert.deepEqual({ status, stdout, stderr }, { status: 1, stdout: '', stderr: line });
  }
});

test('what is built holds nothing that the oldest Node does not know', () => {
  assert.ok(isBuilt(root), 'dist is older than the sources; run: npm run build');
  const isNewer = (file: string) => /[;{}]\s*(await )?using [\w$]+\s*=/.test(readFileSync(file, 'utf8'));
  assert.deepEqual(globSync(join(root, 'dist', '**', '*.{cjs,mjs}')).filter(isNewer), []);
});
