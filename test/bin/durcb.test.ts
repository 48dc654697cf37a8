import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { completionFiles, shells } from '../../src/cli/completion.ts';
import { version } from '../../src/model/version.ts';

const root = join(import.meta.dirname, '..', '..');
const launcher = join(root, 'bin', 'durcb.cjs');

/** A copy of the package in which nothing has been built. */
let unbuilt: string;

before(() => {
  unbuilt = mkdtempSync(join(tmpdir(), 'durcb-launcher-'));
  for (const path of ['bin/durcb.cjs', 'completions', 'package.json']) {
    cpSync(join(root, path), join(unbuilt, path), { recursive: true });
  }
});

after(() => rmSync(unbuilt, { recursive: true }));

function said({ stdout, stderr, status }: SpawnSyncReturns<string>) {
  return { out: stdout, err: stderr, exitCode: status };
}

const node = (...argv: string[]) => said(spawnSync(process.execPath, argv, { encoding: 'utf8' }));

const launch = (...argv: string[]) => node(join(unbuilt, 'bin', 'durcb.cjs'), ...argv);

test('answers --version without anything built', () => {
  assert.deepEqual(launch('--version'), { out: `${version}\n`, err: '', exitCode: 0 });
  assert.deepEqual(launch('-V').out, `${version}\n`);
});

for (const shell of shells) {
  test(`answers completion ${shell} without anything built`, () => {
    const script = readFileSync(join(root, 'completions', completionFiles[shell]), 'utf8');
    assert.deepEqual(launch('completion', shell), { out: script, err: '', exitCode: 0 });
  });
}

test('says so when it has not been built', () => {
  for (const words of [['pending'], ['completion', 'toString'], []]) {
    assert.deepEqual(launch(...words), {
      out: '',
      err: 'durcb: it has not been built; run: npm run build\n',
      exitCode: 1,
    });
  }
});

test('refuses a Node that is too old, in one line', () => {
  for (const [old, isRefused] of [
    ['0.12.18', true],
    ['20.20.2', true],
    ['22.17.9', true],
    ['22.18.0', false],
    ['24.0.0', false],
  ] as const) {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '${old}' }); require(process.argv[1]);`;
    const { out, err, exitCode } = node('-e', pretend, join(unbuilt, 'bin', 'durcb.cjs'), '--version');
    if (isRefused) assert.equal(err, `durcb: Node ${old} is too old; install Node 22.18 or newer\n`);
    assert.deepEqual([exitCode, out], isRefused ? [1, ''] : [0, `${version}\n`]);
  }
});

test('is written so that an old Node can read it', () => {
  const code = readFileSync(launcher, 'utf8');
  assert.doesNotMatch(code, /\b(const|let|class|async|await)\b|=>|`|\?\.|\?\?|\.\.\./);
  const beforeTheCheck = code.slice(0, code.indexOf('function start'));
  assert.doesNotMatch(beforeTheCheck, /require/);
});

test('starts the program that was built', () => {
  const { out, err, exitCode } = node(launcher, 'help', 'pending');
  assert.deepEqual([err, exitCode], ['', 0]);
  assert.match(out, /^Usage: durcb pending/);
});
