import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const launcher = join(import.meta.dirname, '..', '..', 'bin', 'durcb.cjs');

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
