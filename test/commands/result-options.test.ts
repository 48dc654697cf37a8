import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { memoryIo } from '../../src/cli/io.ts';
import { sha256 } from '../../src/cli/payload.ts';
import { readSchema } from '../../src/commands/payloads/json-schema.ts';
import { type Emulated, emulated } from './emulated.ts';

const functionName = 'callback-with-timeouts';
const callback = 'example-callback';
let there: Emulated;
let directory: string;

before(async () => {
  there = await emulated([functionName]);
  directory = await mkdtemp(join(tmpdir(), 'durcb-result-'));
  await there.started(functionName, 'dry', { data: 'x' }, `callback:${callback}`);
});
after(async () => {
  await there.close();
  await rm(directory, { recursive: true });
});

async function file(name: string, content: string | Uint8Array | object): Promise<string> {
  const path = join(directory, name);
  const isJson = typeof content === 'object' && !(content instanceof Uint8Array);
  await writeFile(path, isJson ? JSON.stringify(content) : content);
  return path;
}

/** What would be sent, and what is said of it. */
async function trying(options: readonly string[], stdin = '') {
  const words = ['send-success', '--execution', 'dry', '--callback', callback, '--dry-run', '--show'];
  const { exitCode, out, err } = await there.durcb([...words, '-o', 'json', ...options], { stdin });
  if (exitCode !== 0) return { exitCode, err, error: JSON.parse(err.trim().split('\n').at(-1) ?? '').error };
  return { exitCode, err, ...JSON.parse(out).Derived };
}

async function refused(options: readonly string[], exitCode: number, message: RegExp, stdin = '') {
  const said = await trying(options, stdin);
  assert.equal(said.exitCode, exitCode, said.err);
  assert.match(said.error.message, message);
}

describe('--json', () => {
  test('refuses what is not JSON, whatever its file is called, with line and column', async () => {
    const text = await file('result.txt', '{\r\n  "a": 1,\r\n}');
    await refused(
      ['--result', text, '--json'],
      11,
      /result\.txt is not JSON: line 3, column 1: .*; nothing was sent/,
    );
    await refused(['--result-text', '{a: 1}', '--json'], 11, /--result-text is not JSON: line 1, column 2:/);
    await refused(['--result', '-', '--json'], 11, /--result is not JSON: line 1, column 8:/, '{"a": 1');
    assert.equal((await trying(['--result', text])).Bytes, 15);
  });

  test('sends JSON as it is', async () => {
    const text = '{ "n": 1e400,\t"n": 12345678901234567890 }\r\n';
    const { Bytes, Sha256 } = await trying(['--result', '-', '--json'], text);
    assert.deepEqual([Bytes, Sha256], [text.length, sha256(Buffer.from(text))]);
  });
});

describe('--minify', () => {
  test('takes out the white space around the parts, and leaves these as they are written', async () => {
    const text = '{ "n" : 1e400,\r\n\t"n": [ 12345678901234567890 , 1.50 ], " \\" { : " : " a  b\\\\" }\n';
    const { Result } = await trying(['--result', await file('wide.json', text), '--minify']);
    assert.equal(Result, '{"n":1e400,"n":[12345678901234567890,1.50]," \\" { : ":" a  b\\\\"}');
  });

  test('makes what is too large small enough', async () => {
    const text = `[${' '.repeat(1_048_577)}1]`;
    assert.equal((await trying(['--result', '-', '--minify'], text)).Result, '[1]');
  });

  test('is for JSON alone, and says where it stops being that', async () => {
    await refused(['--result', '-', '--minify'], 11, /line 2, column 2: .*found "\]"/, '[1,\n ]');
    await refused(['--result', '-', '--minify'], 11, /stdin is empty/);
  });

  test('goes before --as-json-string', async () => {
    const { Result } = await trying(['--result-text', '{ "a": 1 }', '--minify', '--as-json-string']);
    assert.equal(Result, '"{\\"a\\":1}"');
  });
});

test('--as-json-string makes nothing of an empty pipe', async () => {
  await refused(['--result', '-', '--as-json-string'], 11, /stdin is empty; nothing was sent/);
});

describe('--schema', () => {
  const verdict = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      approved: { type: 'boolean' },
      by: { enum: ['ann', 'bob'] },
      at: { type: 'string', format: 'date-time' },
      'a/b': { const: 1 },
    },
    required: ['approved'],
    additionalProperties: false,
  };

  test('lets through what it allows, byte for byte', async () => {
    const schema = await file('verdict.json', verdict);
    const { exitCode, Result } = await trying(['--result-text', ' {"approved":true}', '--schema', schema]);
    assert.deepEqual([exitCode, Result], [0, ' {"approved":true}']);
  });

  test('says of each place what had to be there, and sends nothing', async () => {
    const schema = await file('verdict.json', verdict);
    const text = '{"approved":"yes","by":"eve","at":"noon","a/b":2,"because":null}';
    const { error, exitCode } = await trying(['--result-text', text, '--schema', schema]);
    assert.deepEqual([exitCode, error.code], [11, 'schema-violated']);
    for (const words of [
      '(root): must not have the member because',
      '/approved: must be boolean, and is string',
      '/by: must be one of "ann", "bob"',
      '/at: must match format "date-time"',
      '/a~1b: must be 1',
      '; nothing was sent',
    ])
      assert.ok(error.message.includes(words), error.message);
    await refused(['--result-text', '{}', '--schema', schema], 11, /must have required property 'approved'/);
    await refused(['--result-text', 'yes', '--schema', schema], 11, /is not JSON: line 1, column 1/);
  });

  test('tells ten of them, and how many there are', async () => {
    const schema = await file('numbers.json', { items: { type: 'number' } });
    const text = JSON.stringify(Array(25).fill('x'));
    await refused(
      ['--result-text', text, '--schema', schema],
      11,
      /\/9: [^;]*; and 15 more; nothing was sent/,
    );
  });

  test('may be of draft-07, when it says so', async () => {
    const schema = await file('old.json', {
      $schema: 'http://json-schema.org/draft-07/schema#',
      definitions: { id: { type: ['integer', 'null'] } },
      items: [{ $ref: '#/definitions/id' }],
      additionalItems: false,
    });
    assert.equal((await trying(['--result-text', '[1]', '--schema', schema])).exitCode, 0);
    await refused(
      ['--result-text', '["x"]', '--schema', schema],
      11,
      /\/0: must be integer or null, and is string/,
    );
  });

  const unusable: readonly [string, unknown, RegExp][] = [
    ['a keyword that nobody knows', { propertys: {} }, /unknown keyword: "propertys"/],
    ['a format that nobody knows', { type: 'string', format: 'tadte' }, /unknown format "tadte"/],
    [
      'a reference to elsewhere',
      { $ref: 'https://example.com/a.json' },
      /a\.json is not in the file, and nothing is fetched/,
    ],
    [
      'another draft',
      { $schema: 'https://json-schema.org/draft/2019-09/schema' },
      /2019-09.*not draft 2020-12 or draft-07/,
    ],
    ['a wrong type', { type: 'objekt' }, /\/type: must be one of "array"/],
    ['an answer for later', { $async: true }, /unknown keyword \$async/],
    ['a circle', { $ref: '#' }, /round in circles/],
    [
      'a circle of nothing but references',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
      /round in circles/,
    ],
    ['a list', [], /neither an object nor true or false/],
  ];
  for (const [title, schema, message] of unusable)
    test(`is refused with ${title}`, async () => {
      const path = await file('unusable.json', JSON.stringify(schema));
      await refused(['--result-text', '1', '--schema', path], 11, message);
    });

  test('is refused when its patterns find no end, which nobody could interrupt', async () => {
    const path = await file('endless.json', { pattern: '^(a+)+$' });
    const { signal } = new AbortController();
    const context = { io: memoryIo(), signal, workingDirectory: directory };
    const schema = await readSchema(context, path, 20);
    assert.deepEqual(schema.violations('aaa'), []);
    assert.throws(() => schema.violations(`${'a'.repeat(50)}!`), { message: /takes too long/ });
    assert.equal(schema.violations('b').length, 1);
  });

  test('is refused when it is not JSON or not there', async () => {
    const path = await file('broken.json', '{');
    await refused(['--result-text', '1', '--schema', path], 11, /broken\.json is not JSON: line 1, column 2/);
    await refused(
      ['--result-text', '1', '--schema', 'nowhere.json'],
      11,
      /nowhere\.json: there is no such file/,
    );
  });
});

describe('--expect', () => {
  const surprises: readonly [expected: string[], text: string, RegExp | undefined][] = [
    [[], '"{\\"a\\":1}"', /--result is a JSON string with JSON in it/],
    [['--expect', 'json'], '"[1]"', /a JSON string with JSON in it/],
    [['--expect', 'json', '--as-json-string'], '[1]', /a JSON string with JSON in it/],
    [['--as-json-string'], '[1]', undefined],
    [['--expect', 'json'], '"007"', undefined],
    [['--expect', 'json'], '{"a": "{}"}', undefined],
    [['--expect', 'text'], 'yes\n', /--result ends with a line break/],
    [['--expect', 'text'], '"yes"', /--result is a JSON string: the function gets its quotes/],
    [['--expect', 'text'], 'yes', undefined],
  ];
  for (const [options, text, message] of surprises)
    test(`${options.join(' ')} ${message ? 'warns of' : 'has nothing to say of'} ${JSON.stringify(text)}`, async () => {
      const { exitCode, err } = await trying(['--result', '-', ...options], text);
      assert.equal(exitCode, 0, err);
      assert.match(err, message ?? /^$/);
    });

  test('of anything warns of bytes that are no text', async () => {
    const path = await file('bytes.bin', Buffer.from([0xff, 0x00]));
    for (const options of [[], ['--expect', 'text']]) {
      const { err, Bytes } = await trying(['--result', path, ...options]);
      assert.equal(Bytes, 2);
      assert.match(err, /is not UTF-8, and the function gets other characters/);
    }
    const marked = await file('marked.txt', '\ufeffyes');
    assert.equal((await trying(['--result', marked, '--expect', 'text'])).err, '');
  });

  test('json refuses what is none', async () => {
    await refused(['--result-text', 'yes', '--expect', 'json'], 11, /is not JSON/);
  });
});

describe('options that make no sense together', () => {
  const cases: readonly [string[], RegExp][] = [
    [['--no-result', '--json'], /--json needs a result/],
    [['--no-result', '--schema', 'x'], /--schema needs a result/],
    [['--no-result', '--as-json-string'], /--as-json-string needs a result/],
    [['--result', '-', '--schema', '-'], /stdin cannot be both the result and the schema/],
    [['--result-text', 'x', '--expect', 'xml'], /--expect/],
  ];
  for (const [options, message] of cases) test(options.join(' '), () => refused(options, 2, message));
});
