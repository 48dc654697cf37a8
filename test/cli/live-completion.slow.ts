import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { isBuilt } from '../../bin/is-built.ts';
import { type Emulated, emulated } from '../commands/emulated.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const root = join(import.meta.dirname, '..', '..');
const completions = join(root, 'completions');

const directory = temporaryDirectory({ after });
let service: Emulated;
let environment: Record<string, string>;

before(async () => {
  assert.ok(isBuilt(root), 'dist is older than the sources; run: npm run build');
  service = await emulated(['two-callbacks']);
  await service.started('two-callbacks', 'loan-1', { customerId: 'c' }, 'callback:fraud-check');
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  const program = `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin', 'durcb.cjs')}' "$@"\n`;
  writeFileSync(join(bin, 'durcb'), program);
  chmodSync(join(bin, 'durcb'), 0o755);
  mkdirSync(join(directory, '.aws'));
  writeFileSync(join(directory, '.aws', 'config'), '[profile my prod]\n[default]\n');
  environment = {
    PATH: [bin, process.env.PATH].join(delimiter),
    HOME: directory,
    ZDOTDIR: directory,
    LANG: 'C.UTF-8',
    TERM: 'xterm',
    DURCB_ENDPOINT_URL: service.url,
  };
  writeFileSync(join(directory, 'bashrc'), startFiles.bash);
  writeFileSync(join(directory, '.zshrc'), startFiles.zsh);
});

after(() => service.close());

const startFiles = {
  bash: `PS1=
bind 'set enable-bracketed-paste off'
source ${completions}/durcb.bash
durcb() { printf 'completed:%s\\n' "$(printf ' <%s>' "$@")"; }
`,
  zsh: `PS1=
fpath=(${completions} $fpath)
autoload -Uz compinit
compinit -u -D
durcb() { print -r -- "completed:$(printf ' <%s>' "$@")" }
`,
};

const shells = {
  bash: 'bash --noprofile --rcfile bashrc -i',
  zsh: 'zsh -d -i',
  fish: `fish --no-config -i -C 'source ${completions}/durcb.fish; function durcb; echo "completed:"(printf " <%s>" $argv); end'`,
};

/** What a command line turns out to be that is typed with its tabs on a terminal, with the shell's quotes taken off. */
async function typed(shell: keyof typeof shells, line: string): Promise<string> {
  const child = spawn('script', ['-qec', shells[shell], '/dev/null'], { cwd: directory, env: environment });
  child.stdin.end(`durcb ${line}\nexit\n`);
  const screen = await text(child.stdout);
  return (
    screen
      .match(/completed:( <.*>)/)?.[1]
      ?.replaceAll(/ <(.*?)>(?= <|$)/g, '|$1')
      .slice(1) ?? screen
  );
}

const isHere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

// One after the other: nobody presses the key in nine shells at a time, and each has but a second.
for (const shell of ['bash', 'zsh'] as const) {
  describe(`in ${shell}`, { skip: !isHere(shell) && `there is no ${shell} here` }, () => {
    for (const [line, meant] of [
      ['start tw\t', 'start|two-callbacks'],
      ['start two-callbacks:\t', 'start|two-callbacks:$LATEST'],
      ["describe --function='two-callbacks:\t", 'describe|--function=two-callbacks:$LATEST'],
      ['describe --function "two-callbacks:\t', 'describe|--function|two-callbacks:$LATEST'],
      ['tail @last-\t', 'tail|@last-failed'],
      ['stop --function=two-callbacks lo\t', 'stop|--function=two-callbacks|loan-1'],
      ['run --execution loan-1 --callback f\t', 'run|--execution|loan-1|--callback|fraud-check'],
      ['--profile m\tconfig', '--profile|my prod|config'],
    ] as const)
      test(`completes ${line.replace('\t', '<tab>')}`, async () => {
        assert.equal(await typed(shell, line), meant);
      });

    test('completes an ARN, colons, dollar and all', async () => {
      const seen = await typed(shell, 'stop arn:aws:lambda:us-\t');
      assert.match(
        seen,
        /^stop\|arn:aws:lambda:us-east-1:\d+:function:two-callbacks:\$LATEST\/durable-execution\/loan-1\/[\w-]+$/,
      );
    });
  });
}

describe('in fish', { skip: !isHere('fish') && 'there is no fish here' }, () => {
  test('completes on a terminal', async () => {
    assert.equal(await typed('fish', 'start two-callbacks:\t'), 'start|two-callbacks:$LATEST');
  });

  for (const [line, offers] of [
    ['durcb describe ', ['@last\tthe newest', '@last-failed\tthe newest that failed or timed out']],
    ['durcb describe --function=tw', ['--function=two-callbacks\tnodejs24.x']],
    ['durcb run --execution loan-1 --callback f', ['fraud-check\ttwo-callbacks/loan-1, waits for']],
    ['durcb --profile ', ['my prod', 'default']],
    ['durcb run -- ', []],
  ] as const)
    test(`offers at ${line}`, async () => {
      const program = 'source $argv[1]; complete -C $argv[2]';
      const argv = ['--no-config', '-c', program, join(completions, 'durcb.fish'), line];
      const { stdout } = await promisify(execFile)('fish', argv, { cwd: directory, env: environment });
      const seen = stdout.split('\n').filter(Boolean);
      assert.deepEqual(
        offers.map((offer, index) => seen[index]?.slice(0, offer.length)),
        offers,
      );
      assert.ok(offers.length > 0 || seen.length === 0, stdout);
    });
});
