import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { environmentOfCommands, environmentTable } from '../../bin/environment-table.ts';
import { manual } from '../../bin/manual.ts';
import { exitCodes } from '../../src/cli/failure.ts';
import { globalOptions } from '../../src/cli/global-options.ts';
import { commands } from '../../src/commands/index.ts';
import { version } from '../../src/model/version.ts';

const source = manual(commands, version);
const root = join(import.meta.dirname, '..', '..');

const groff = (...options: readonly string[]) =>
  spawnSync('groff', ['-man', '-ww', ...options], { input: source, encoding: 'utf8' });

const isThere = groff('-z').error === undefined;
const skip = isThere ? false : 'there is no groff';

describe('the manual', () => {
  test('is shipped as the command table makes it', () => {
    assert.equal(readFileSync(join(root, 'dist', 'man', 'durcb.1'), 'utf8'), source);
  });

  test('is understood without a warning', { skip }, () => {
    assert.equal(groff('-z').stderr, '');
  });

  test('has hyphens that can be copied, and nothing that is not ASCII', () => {
    assert.doesNotMatch(source.replaceAll(/^\.TH .*$/gm, ''), /(?<!\\)-/);
    assert.doesNotMatch(source, /[^\n\x20-\x7e]/);
  });

  test('has each command with its options, and each exit code', { skip }, () => {
    const page = groff('-Tascii', '-P-c', '-P-b', '-P-u', '-rLL=78n').stdout;
    for (const { name, options } of commands) {
      assert.match(page, new RegExp(`^ {3}${name}( |$)`, 'm'), name);
      const part = page.slice(page.search(new RegExp(`^ {3}${name}( |$)`, 'm')));
      const own = part.slice(0, part.slice(1).search(/^( {3})?\w/m));
      for (const { flags } of Object.values(options))
        assert.ok(own.includes(typed(flags)), `${name} ${flags}`);
    }
    for (const { flags } of Object.values(globalOptions)) assert.ok(page.includes(typed(flags)), flags);
    for (const code of Object.values(exitCodes)) assert.match(page, new RegExp(`^ {7}${code} `, 'm'));
  });

  test('reads well at 80 columns', { skip }, () => {
    const page = groff('-Tascii', '-P-c', '-P-b', '-P-u', '-rLL=78n').stdout;
    const wide = page.split('\n').filter((line) => line.length > 80);
    assert.deepEqual(wide, []);
  });
});

/** `-o, --output <mode>` as it is printed. */
const typed = (flags: string): string => flags.replaceAll(/[<>]/g, '');

test('every variable of durcb’s own is in the table of the environment', () => {
  const told = [...environmentTable, ...environmentOfCommands].map(({ name }) => name);
  const known = new Set(sourcesOf().flatMap((text) => text.match(/\bDURCB_[A-Z_]+\b/g) ?? []));
  assert.deepEqual(
    [...known].filter((name) => !told.includes(name)),
    [],
  );
  assert.deepEqual(
    told.filter((name) => name.startsWith('DURCB_') && !known.has(name)),
    [],
  );
});

const sourcesOf = (): readonly string[] =>
  globSync('src/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
