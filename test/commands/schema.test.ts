import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import * as z from 'zod/mini';
import { readConfigFile } from '../../src/cli/config-file.ts';
import { commands } from '../../src/commands/index.ts';
import { outputs } from '../../src/commands/output/index.ts';
import { type SchemaFile, schemaFiles } from '../../src/commands/output/schema-files.ts';
import { durcbAt } from '../durcb.ts';
import { ajv } from '../printed-json.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const durcb = durcbAt(undefined);
const dist = join(import.meta.dirname, '..', '..', 'dist', 'schemas');

/** What they print is not JSON of theirs: a script, bytes, other commands' output. */
const withoutJson = ['completion', 'demo', 'result'];

test('every command has one', () => {
  const named = commands.map(({ name }) => name).filter((name) => !withoutJson.includes(name));
  assert.deepEqual(Object.keys(outputs).sort(), named.sort());
});

test('no two have the same $id', () => {
  const ids = schemaFiles.map(({ make }) => make().$id);
  assert.equal(new Set(ids).size, ids.length);
});

for (const file of schemaFiles)
  describe(`the schema ${file.name}`, () => {
    const made = file.make();

    test('is one, and a strict validator takes it', () => {
      ajv().compile(made);
      assert.equal(made.$schema, 'https://json-schema.org/draft/2020-12/schema');
      assert.match(String(made.title), new RegExp(file.title));
    });

    test('describes each member, and what has a unit says which', () => {
      for (const [path, member] of membersOf(made)) {
        assert.ok(member.description, `${path} has no description`);
        if (member.type === 'number') assert.match(`${member.description}`, /seconds\.$|0 to 1/, path);
      }
    });

    test('is shipped as it is printed', async () => {
      const shipped = readFileSync(join(dist, `${file.name}.json`), 'utf8');
      assert.equal(shipped, (await durcb('schema', file.name)).out);
    });
  });

/** A JSON Schema with the members in it, as far as it matters here. */
const schemaNode = z.record(z.string(), z.unknown());

/** All members, those of members too, by their paths; what only says which must be there does not count. */
function membersOf(schema: unknown, path = ''): readonly (readonly [path: string, member: Node])[] {
  if (Array.isArray(schema)) return schema.flatMap((one) => membersOf(one, path));
  const node = schemaNode.safeParse(schema);
  if (!node.success) return [];
  const { allOf, properties, ...rest } = node.data;
  const own = Object.entries(schemaNode.parse(properties ?? {})).map(
    ([name, member]) => [`${path}.${name}`, schemaNode.parse(member)] as const,
  );
  const below = own.flatMap(([name, member]) => membersOf(member, name));
  return [...own, ...below, ...Object.values(rest).flatMap((part) => membersOf(part, path))];
}

type Node = z.infer<typeof schemaNode>;

describe('durcb schema', () => {
  test('lists all', async () => {
    const { out } = await durcb('schema', '-o', 'id');
    assert.deepEqual(
      out.trim().split('\n'),
      schemaFiles.map(({ name }) => name),
    );
    assert.match((await durcb('schema')).out, /^pending-line\ta line of durcb pending -o jsonl$/m);
  });

  test('prints one, whatever else is asked for', async () => {
    for (const mode of ['tsv', 'json', 'jsonl'])
      assert.equal(JSON.parse((await durcb('schema', 'pending', '-o', mode)).out).type, 'array');
    assert.equal((await durcb('schema', 'pending.json')).exitCode, 0);
  });

  test('says what there is not', async () => {
    const { exitCode, err } = await durcb('schema', 'pendign');
    assert.equal(exitCode, 2);
    assert.match(err, /no schema named pendign; did you mean pending\?/);
    assert.match((await durcb('schema', 'weather')).err, /no schema named weather; durcb schema lists them/);
    assert.match((await durcb('schema', 'pending', '--query', 'title')).err, /takes no --query/);
  });
});

test('what is published lets members be added', () => {
  const validate = ajv().compile(named('error').make());
  const error = { code: 'usage', message: 'no', exitCode: 2 };
  assert.ok(validate({ error: { ...error, since: 'later' }, more: 1 }));
  assert.ok(!validate({ error: { code: 'usage' } }));
});

describe('the schema of durcb.json agrees with durcb', () => {
  const validate = ajv().compile(named('configuration').make());
  const files: readonly (readonly [file: object, isValid: boolean])[] = [
    [{ $schema: './node_modules/durcb/dist/schemas/configuration.json', local: true }, true],
    [{ functions: { order: { handler: 'x', aliases: { live: '1' }, timeout: 9 } } }, true],
    [{ regoin: 'x' }, false],
    [{ output: 'xml' }, false],
    [{ endpointUrl: 'nowhere' }, false],
    [{ functions: { order: { handler: 'x', aliases: { live: 'v1' } } } }, false],
    [{ functions: { order: { handler: 'x', timeout: 901 } } }, false],
    [{ functions: { order: {} } }, false],
  ];
  for (const [file, isValid] of files)
    test(`on ${JSON.stringify(file)}`, (t) => {
      const directory = temporaryDirectory(t);
      writeFileSync(join(directory, 'durcb.json'), JSON.stringify(file));
      assert.equal(validate(file), isValid);
      if (isValid) assert.ok(readConfigFile(directory));
      else assert.throws(() => readConfigFile(directory), { code: 'invalid-config' });
    });
});

describe('the schema of answers agrees with durcb', () => {
  const validate = ajv().compile(named('answer-input').make());
  const lines: readonly (readonly [line: object, isValid: boolean])[] = [
    [{ CallbackId: 'Y2FsbGJhY2s=', Result: { approved: true } }, true],
    [{ CallbackId: 'Y2FsbGJhY2s=', Result: null }, true],
    [{ CallbackId: 'Y2FsbGJhY2s=', NoResult: true }, true],
    [{ CallbackId: 'Y2FsbGJhY2s=', Error: { ErrorType: 'Declined' } }, true],
    [{ CallbackId: 'Y2FsbGJhY2s=' }, false],
    [{ Callback: 'approve', Result: 1 }, false],
    [{ CallbackId: 'Y2FsbGJhY2s=', Callback: 'approve', Result: 1 }, false],
    [{ CallbackId: 'Y2FsbGJhY2s=', Result: 1, NoResult: true }, false],
    [{ CallbackId: 'Y2FsbGJhY2s=', NoResult: false }, false],
    [{ CallbackId: 'Y2FsbGJhY2s=', Error: { Type: 'Declined' } }, false],
    [{ callbackId: 'Y2FsbGJhY2s=', Result: 1 }, false],
  ];
  for (const [line, isValid] of lines)
    test(`on ${JSON.stringify(line)}`, async (t) => {
      const file = join(temporaryDirectory(t), 'answers.jsonl');
      writeFileSync(file, JSON.stringify(line));
      assert.equal(validate(line), isValid);
      const { exitCode } = await durcbAt('http://127.0.0.1:1')('answer', file, '--dry-run');
      assert.equal(exitCode, isValid ? 0 : 11);
    });
});

function named(name: string): SchemaFile {
  const file = schemaFiles.find((one) => one.name === name);
  assert.ok(file);
  return file;
}
