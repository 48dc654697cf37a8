import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

const directory = join(import.meta.dirname, '../../completions');
let workingDirectory: string;

before(() => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'durcb-completion-'));
  for (const name of ['answer.json', 'my answer.json']) writeFileSync(join(workingDirectory, name), '');
});

after(() => rmSync(workingDirectory, { recursive: true }));

/** What bash offers at the end of the line, which it breaks at an equals sign. */
function bashOffers(line: string): string[] {
  const words = line.split(/ |(=)/).filter((word) => word !== undefined);
  const program = `
    source "$0"
    COMP_LINE=$1 COMP_POINT=\${#1} COMP_WORDS=("\${@:2}") COMP_CWORD=$(($# - 2))
    _durcb
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return linesOf(
    execFileSync('bash', ['-c', program, join(directory, 'durcb.bash'), line, ...words], {
      cwd: workingDirectory,
    }),
  );
}

/** What fish offers at the end of the line. */
function fishOffers(line: string): string[] {
  const program = 'source $argv[1]; complete -C $argv[2]';
  const output = execFileSync('fish', ['-c', program, join(directory, 'durcb.fish'), line], {
    cwd: workingDirectory,
  });
  return linesOf(output).map((offer) => offer.split('\t')[0] ?? '');
}

const linesOf = (output: Buffer): string[] => output.toString().split('\n').filter(Boolean);

const isHere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

describe('in bash', () => {
  test('offers commands', () => {
    assert.deepEqual(bashOffers('durcb send-'), ['send-success', 'send-failure']);
    assert.deepEqual(bashOffers('durcb help pend'), ['pending']);
  });

  test('offers the options of the command and those of all', () => {
    assert.deepEqual(bashOffers('durcb ls --fun'), ['--function']);
    assert.deepEqual(bashOffers('durcb ls --out'), ['--output']);
    assert.deepEqual(bashOffers('durcb --out'), ['--output']);
    assert.deepEqual(bashOffers('durcb start --fail-if'), []);
  });

  test('offers the values of an option', () => {
    assert.deepEqual(bashOffers('durcb -o js'), ['json', 'jsonl']);
    assert.deepEqual(bashOffers('durcb ls --output=js'), ['json', 'jsonl']);
    assert.deepEqual(bashOffers('durcb ls --output=').length, 6);
    assert.deepEqual(bashOffers('durcb ls --region '), []);
  });

  test('offers files, also those with a space', () => {
    assert.deepEqual(bashOffers('durcb send-success x --result ').sort(), ['answer.json', 'my answer.json']);
    assert.deepEqual(bashOffers('durcb emulate my'), ['my answer.json']);
  });
});

describe('in fish', { skip: !isHere('fish') && 'there is no fish here' }, () => {
  test('offers commands, options, values and files', () => {
    assert.deepEqual(fishOffers('durcb send-'), ['send-failure', 'send-success']);
    assert.deepEqual(fishOffers('durcb ls --fun'), ['--function']);
    assert.deepEqual(fishOffers('durcb ls --output=j'), ['--output=json', '--output=jsonl']);
    assert.deepEqual(fishOffers('durcb send-success x --result my'), ['my answer.json']);
  });
});

describe('in zsh', { skip: !isHere('zsh') && 'there is no zsh here' }, () => {
  test('is a script that zsh understands', () => {
    execFileSync('zsh', ['-n', join(directory, '_durcb')]);
  });
});
