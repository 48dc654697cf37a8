import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { examples as manualExamples } from '../bin/manual.ts';
import { checkGlobals } from '../src/cli/global-options.ts';
import { splitExample } from '../src/cli/help-item.ts';
import { readInput } from '../src/cli/input.ts';
import { parseCommandLine } from '../src/cli/program.ts';
import { commands } from '../src/commands/index.ts';

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
const recipes = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.split('\n'));

describe('durcb understands', () => {
  for (const line of recipes.filter((one) => /\bdurcb\b/.test(one)))
    test(`the README's ${line.replace(/ +#.*/, '')}`, () => understood(line));

  for (const [, ...lines] of manualExamples)
    test(`the manual's ${lines[0]}`, () => understood(lines.join('\n')));

  for (const { examples = [] } of commands)
    for (const { typed } of examples.map(splitExample)) test(`the help's ${typed}`, () => understood(typed));
});

function understood(line: string): void {
  const typed = argumentsIn(line);
  assert.ok(typed.length > 0, 'there is a command line in it');
  for (const argv of typed) {
    const { globals, request } = parseCommandLine(argv, {
      commands,
      version: '',
      width: 80,
      color: () => false,
    });
    if (request.kind === 'refused') throw request.failure;
    checkGlobals(globals);
    if (request.kind === 'run') readInput(request.command, request.typed);
  }
}

/** What durcb is called with when bash runs the line, where there is nothing but bash. */
function argumentsIn(line: string): string[][] {
  const pretend = `
    durcb() { local IFS=$'\\x1f'; printf '%s\\36' "$*" >&3; }
    npx() { "$@"; }
    xargs() { shift; "$@" Y2FsbGJhY2s=; }
    npm() { :; }
    id=Y2FsbGJhY2s= PATH=
    exec 3>&1 >/dev/null 2>&1
    ${line.replaceAll(/ > \S+/g, '')}
    wait`;
  const output = execFileSync('bash', ['-c', pretend], { encoding: 'utf8' });
  return output
    .split('\x1e')
    .slice(0, -1)
    .map((one) => one.split('\x1f'));
}
