import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '..');

/** What each folder or file may import, by folder, file or package; the longest matching key is a file's rule. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/model': ['src/model', '@aws-sdk/client-lambda', 'zod/mini', 'package.json'],
  'src/emulator/engine': ['src/emulator/engine', 'src/model', 'zod/mini'],
  'src/emulator/journal': ['src/emulator/journal', 'src/model', 'node:', 'type src/emulator/functions'],
  'src/emulator/functions': ['src/emulator/functions', 'src/model', 'zod/mini', 'node:', 'fflate'],
  'src/emulator/template': ['src/emulator/template', 'src/emulator/functions', 'src/model', 'node:', 'yaml'],
  'src/emulator/host': [
    'src/emulator/host',
    'src/emulator/engine',
    'src/model',
    'node:crypto',
    'type src/emulator/journal',
    'type src/emulator/functions',
  ],
  'src/emulator/api': [
    'src/emulator/api',
    'src/emulator/host',
    'src/emulator/engine',
    'src/model',
    'zod/mini',
    'node:',
    'type src/emulator/journal',
    'type src/emulator/functions',
  ],
  'src/emulator/emulator.ts': ['src/emulator', 'src/model', 'node:'],
  'src/emulator/join-parts.ts': ['src/emulator'],
  'src/lambda': [
    'src/lambda',
    'src/model',
    'src/cli/failure.ts',
    'src/cli/nearest.ts',
    '@aws-sdk/client-lambda',
    '@smithy/signature-v4',
    'zod/mini',
    'node:',
  ],
  'src/cli': [
    'src/cli',
    'src/model',
    'zod/mini',
    'node:',
    'type src/lambda',
    'type src/safety',
    'lazy src/safety/guarded-lambda.ts',
    'commander',
    'inquirer',
    'cli-table3',
    'ora',
    '@jmespath-community/jmespath',
  ],
  'src/safety': [
    'src/safety',
    'src/lambda',
    'src/model',
    'src/cli/failure.ts',
    'src/cli/payload.ts',
    'type src/cli',
    'zod/mini',
    'node:',
  ],
  'src/completing': ['src/completing', 'src/cli', 'src/lambda', 'src/model', 'zod/mini', 'node:'],
  'src/commands': [
    'src/commands',
    'src/cli/command.ts',
    'src/cli/completion.ts',
    'src/cli/config-file.ts',
    'src/cli/endpoint.ts',
    'src/cli/failure.ts',
    'src/cli/given.ts',
    'src/cli/json-error.ts',
    'src/cli/nearest.ts',
    'src/cli/payload.ts',
    'src/cli/query.ts',
    'src/cli/read-stdin.ts',
    'src/cli/reason.ts',
    'src/cli/usage.ts',
    'type src/cli',
    'src/lambda',
    'type src/safety',
    'src/model',
    'zod/mini',
    'node:',
    'type ajv',
    'lazy ajv',
    'lazy ajv-formats',
    'type @aws-sdk/client-lambda',
    'type src/emulator/emulator.ts',
    'lazy src/emulator/emulator.ts',
    'type src/emulator/template/read-template.ts',
    'lazy src/emulator/template/read-template.ts',
  ],
  'src/index.ts': ['src/emulator/emulator.ts'],
};

/** Libraries that exactly one file knows. */
const oneFileOnly = [
  'commander',
  'inquirer',
  'cli-table3',
  'ora',
  '@jmespath-community/jmespath',
  'ajv',
  'ajv/dist/2020.js',
  'ajv-formats',
  'fflate',
  'yaml',
];

interface Import {
  readonly file: string;
  readonly target: string;
  readonly how: 'type' | 'lazy' | 'now';
}

const files = globSync('src/**/*.ts', { cwd: root });
const imports = files.flatMap(importsOf);

describe('the arrows of the architecture', () => {
  for (const [folder, targets] of Object.entries(allowed)) {
    test(`${folder} imports only what it may`, () => {
      const own = imports.filter(({ file }) => ruleFor(file) === folder);
      const strangers = own.filter((one) => !targets.some((target) => isAllowed(one, target)));
      assert.deepEqual(strangers.map(describeImport), []);
    });
  }

  test('the engine is pure', () => {
    const impure = /\bDate\b|Math\.random|\basync\b|\bawait\b|\bprocess\.|setTimeout|setImmediate|console\./;
    const found = globSync('src/emulator/engine/**/*.ts', { cwd: root }).flatMap((file) =>
      codeOf(file)
        .split('\n')
        .filter((line) => impure.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    assert.deepEqual(found, []);
  });

  for (const library of oneFileOnly) {
    test(`${library} is known to one file`, () => {
      const users = imports.filter(({ target }) => target === library).map(({ file }) => file);
      assert.equal(new Set(users).size, 1, users.join(', '));
    });
  }

  test('only one place makes a Lambda client, and only main knows the process', () => {
    const clients = files.filter((file) => /new (\w+\.)?LambdaClient\b/.test(codeOf(file)));
    assert.deepEqual(clients, ['src/lambda/client.ts']);
    const processes = files.filter((file) => /(?<![\w.'/:#-])process\.\w/.test(codeOf(file)));
    assert.deepEqual(processes.sort(), ['src/emulator/emulator.ts', 'src/main.ts']);
  });
});

function importsOf(file: string): Import[] {
  const statements = codeOf(file).matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g,
  );
  return [...statements].map(([, type, named, lazy]) => ({
    file,
    how: lazy ? 'lazy' : type ? 'type' : 'now',
    target: resolveTarget(file, named ?? lazy ?? ''),
  }));
}

function codeOf(file: string): string {
  return readFileSync(join(root, file), 'utf8').replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '');
}

function resolveTarget(file: string, target: string): string {
  return target.startsWith('.') ? normalize(join(dirname(file), target)) : target;
}

function ruleFor(file: string): string | undefined {
  return Object.keys(allowed)
    .filter((folder) => file === folder || file.startsWith(`${folder}/`))
    .sort((one, other) => other.length - one.length)[0];
}

function isAllowed({ target, how }: Import, rule: string): boolean {
  const [, only, path = rule] = /^(type|lazy) (.*)$/.exec(rule) ?? [];
  if (only && only !== how) return false;
  return target === path || target.startsWith(path.endsWith(':') ? path : `${path}/`);
}

function describeImport({ file, target }: Import): string {
  return `${file} → ${target}`;
}
