import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'rolldown';
import { commands } from '../src/commands/index.ts';
import { schemaFiles } from '../src/commands/output/schema-files.ts';
import { version } from '../src/model/version.ts';
import { writeDeclarations } from './declarations.ts';
import { licencesOf } from './licences.ts';
import { manual } from './manual.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

const common: BuildOptions = {
  cwd: root,
  platform: 'node',
  // The oldest Node that bin/durcb.cjs lets through; it knows no `using`.
  transform: { target: 'node22.18' },
  // The SDK's ES files let go of what is not used; its CommonJS files do not.
  resolve: { mainFields: ['module', 'main'] },
  // A command that prints the list of commands is in that list.
  checks: { ineffectiveDynamicImport: false },
};

/** What bin/durcb.cjs starts. CommonJS starts fastest; what few commands need is in chunks of its own. */
const program: BuildOptions = {
  ...common,
  input: 'src/main.ts',
  output: {
    dir: dist,
    format: 'cjs',
    minify: true,
    dynamicImportInCjs: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  },
};

const library: BuildOptions = { ...common, input: 'src/index.ts', output: { file: join(dist, 'index.mjs') } };

/** The demo's function, with its SDK. */
const demo: BuildOptions = {
  ...common,
  input: 'src/demo/order.ts',
  output: { file: join(dist, 'demo', 'order.mjs'), codeSplitting: false, minify: true },
};

rmSync(dist, { recursive: true, force: true });
const bundles = [program, library, demo].map((bundle) => build(bundle));
await writeDeclarations(root, join(dist, 'types'));
const outputs = await Promise.all(bundles);
cpSync(join(root, 'src', 'emulator', 'functions', 'bootstrap'), join(dist, 'bootstrap'), { recursive: true });
const schemas = join(dist, 'schemas');
mkdirSync(schemas);
for (const { name, make } of schemaFiles)
  writeFileSync(join(schemas, `${name}.json`), `${JSON.stringify(make(), null, 2)}\n`);
const man = join(dist, 'man');
mkdirSync(man);
writeFileSync(join(man, 'durcb.1'), manual(commands, version));
const modules = outputs.flatMap(({ output }) =>
  output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])),
);
writeFileSync(join(dist, 'THIRD_PARTY_LICENSES'), licencesOf(modules));
