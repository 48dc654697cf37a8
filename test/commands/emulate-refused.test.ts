import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { memoryIo } from '../../src/cli/io.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { run } from '../../src/run.ts';
import { type EmulatorProcess, emulatorProcess } from '../emulator-process.ts';
import { python, withoutPythonSdk } from '../python-sdk.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const order = join(import.meta.dirname, '..', 'fixtures', 'functions', 'typescript', 'order.ts');
const directory = temporaryDirectory({ after });

const files = {
  'syntax.ts': 'export const handler = (;\n',
  'enum.ts': 'enum Place { Here }\nexport const handler = async () => Place.Here;\n',
  'nothing.ts': 'export const other = 1;\n',
  'order-type.ts': 'export interface Order { id: string }\n',
  'typed.ts':
    "import { Order } from './order-type.ts';\nexport const handler = async ({ id }: Order) => id;\n",
  'plain.ts': 'export const handler = async () => 1;\n',
  'throws.ts': "\nthrow new Error('no database');\n",
  'exits.ts': "console.log('DATABASE_URL is not set'); process.exit(3);\n",
  'imports.ts': "import 'no-such-package';\nexport const handler = 1;\n",
  'syntax.py': 'def handler(:\n',
  'nothing.py': 'other = 1\n',
  'plain.py': 'def handler(event, context):\n    return 1\n',
  'throws.py': "import os\nos.environ['NO_SUCH_VARIABLE']\n",
  'notes.txt': 'not code\n',
};

before(() => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
});

/** Types a command line in the directory; one that works after all is interrupted. */
async function typed(...words: readonly string[]) {
  const io = memoryIo();
  const exitCode = await run(words, {
    io,
    workingDirectory: directory,
    environment: { PATH: process.env.PATH, DURCB_PYTHON: python },
    signal: AbortSignal.timeout(20_000),
  });
  return { exitCode, out: io.out.text, err: io.err.text };
}

interface Refusal {
  readonly title: string;
  /** Behind `durcb emulate`. */
  readonly words: readonly string[];
  readonly exitCode: 1 | 2;
  /** What the one line on stderr must say, and what it must tell to do. */
  readonly says: readonly RegExp[];
  readonly skip?: string | boolean;
}

const skip = withoutPythonSdk;
const anywhere = ['--port', '0', '--state', 'memory'];

const refusals: readonly Refusal[] = [
  {
    title: 'a handler file that does not exist',
    words: ['nofile.ts'],
    exitCode: 1,
    says: [/there is no file nofile\.ts; give the path of a handler file/],
  },
  {
    title: 'a file that is no code',
    words: ['notes.txt'],
    exitCode: 1,
    says: [/notes\.txt is not JavaScript, TypeScript or Python; give a program/],
  },
  { title: 'no handler at all', words: [], exitCode: 2, says: [/no handler to serve; give one/] },
  {
    title: 'a syntax error in TypeScript, with its place',
    words: ['syntax.ts', ...anywhere],
    exitCode: 1,
    says: [/syntax cannot be served: SyntaxError: .* at \/.*\/syntax\.ts:1 /, /; correct the file$/],
  },
  {
    title: 'TypeScript that has to be compiled',
    words: ['enum.ts', ...anywhere],
    exitCode: 1,
    says: [/enum is not supported .*; only erasable TypeScript runs as it is: .*; compile it first$/],
  },
  {
    title: 'TypeScript that imports a type like a value',
    words: ['typed.ts', ...anywhere],
    exitCode: 1,
    says: [/does not provide an export named 'Order' at \/.*\/typed\.ts:1 /, /imported with import type; or/],
  },
  {
    title: 'to reset what is in memory',
    words: [order, ...anywhere, '--reset'],
    exitCode: 2,
    says: [/--state memory has nothing to reset; leave out --reset, or name a directory$/],
  },
  {
    title: 'to reindex what is in memory',
    words: [order, ...anywhere, '--reindex'],
    exitCode: 2,
    says: [/--state memory has nothing to reindex; leave out --reindex/],
  },
  {
    title: 'a query',
    words: [order, ...anywhere, '-o', 'tsv', '--query', 'Url'],
    exitCode: 2,
    says: [/emulate has nothing for --query to pick from; use -o json and jq/],
  },
  {
    title: 'an option that nobody knows, and says where they are',
    words: [order, '--zzzzzz'],
    exitCode: 2,
    says: [/unknown option '--zzzzzz'; see: durcb help emulate$/],
  },
  {
    title: 'a TypeScript file that exports no handler',
    words: ['nothing.ts', ...anywhere],
    exitCode: 1,
    says: [
      /nothing\.handler is undefined or not exported/,
      /; export a function named handler, or name another/,
    ],
  },
  {
    title: 'an export that is not there',
    words: ['plain.ts:nosuch', ...anywhere],
    exitCode: 1,
    says: [/plain\.nosuch is undefined or not exported/, /NAME=FILE:EXPORT$/],
  },
  {
    title: 'a TypeScript handler that is not durable',
    words: ['plain.ts', ...anywhere],
    exitCode: 1,
    says: [/plain\.handler is not a durable function: wrap it in withDurableExecution/, /; .* with --plain$/],
  },
  {
    title: 'an import that is not there',
    words: ['imports.ts', ...anywhere],
    exitCode: 1,
    says: [/Cannot find package 'no-such-package'/, /; install what it imports, or correct the import$/],
  },
  {
    title: 'code that throws when it is loaded, with the place',
    words: ['throws.ts', ...anywhere],
    exitCode: 1,
    says: [/throws cannot be served: no database at \/.*\/throws\.ts:2 \(Error\); add --verbose/],
  },
  {
    title: 'code that exits when it is loaded, with its last words',
    words: ['exits.ts', ...anywhere],
    exitCode: 1,
    says: [/exit status 3 \(Runtime\.ExitError\); its last line was: DATABASE_URL is not set$/],
  },
  {
    title: 'a syntax error in Python, with its place',
    words: ['syntax.py', ...anywhere],
    exitCode: 1,
    says: [/syntax cannot be served: Syntax error .*\(syntax\.py, line 1\)/, /; correct the file$/],
    skip,
  },
  {
    title: 'a Python file without a handler',
    words: ['nothing.py', ...anywhere],
    exitCode: 1,
    says: [/Handler 'handler' missing on module 'nothing'/, /; export a function named handler/],
    skip,
  },
  {
    title: 'a Python handler that is not durable',
    words: ['plain.py', ...anywhere],
    exitCode: 1,
    says: [/plain\.handler is not a durable function: decorate it with durable_execution/, /--plain$/],
    skip,
  },
  {
    title: 'Python code that raises when it is loaded, with the place',
    words: ['throws.py', ...anywhere],
    exitCode: 1,
    says: [/throws cannot be served: 'NO_SUCH_VARIABLE' at \/.*\/throws\.py:2 \(KeyError\)/],
    skip,
  },
  {
    title: 'two functions of one name',
    words: [`a=${order}`, 'a=plain.ts'],
    exitCode: 2,
    says: [/two functions are called a; name one of them/],
  },
  {
    title: 'a variable without a value',
    words: [order, '--env', 'STAGE'],
    exitCode: 2,
    says: [/--env STAGE is not NAME=VALUE; .* --env STAGE=test/],
  },
  {
    title: 'a variable with a name that none can have',
    words: [order, '--env', '1=2'],
    exitCode: 2,
    says: [/--env 1=2 is not NAME=VALUE; a name has letters, digits and _/],
  },
  {
    title: 'a port that is no number',
    words: [order, '--port', 'http'],
    exitCode: 2,
    says: [/--port: expected a port number, got 'http'/],
  },
  {
    title: 'a port beyond the last',
    words: [order, '--port', '65536'],
    exitCode: 2,
    says: [/--port: expected a port below 65536, got '65536'/],
  },
  {
    title: 'an address of another machine',
    words: [order, ...anywhere, '--quiet', '--host', '192.0.2.1'],
    exitCode: 1,
    says: [/cannot listen on 192\.0\.2\.1: it is no address of this machine; give one that is/],
  },
  {
    title: 'a ready file that cannot be written',
    words: [order, ...anywhere, '--ready-file', 'notes.txt/ready'],
    exitCode: 1,
    says: [
      /cannot write \/.*\/notes\.txt\/ready: .*; start it where files can be written, or give --ready-file/,
    ],
  },
];

describe('durcb emulate refuses', { concurrency: 3 }, () => {
  for (const { title, words, exitCode, says, skip = false } of refusals)
    test(title, { skip }, async () => refused(await typed('emulate', ...words), exitCode, says));
});

describe('durcb emulate names durcb.json', () => {
  const at = temporaryDirectory({ after });
  const file = join(at, 'durcb.json');

  async function refusesConfig(exitCode: 1 | 2, pattern: RegExp): Promise<void> {
    const io = memoryIo();
    const words = ['emulate', '--port', '0', '--state', 'memory'];
    assert.equal(await run(words, { io, workingDirectory: at, environment: {} }), exitCode);
    assert.match(io.err.text, /^durcb: \/.*\/durcb\.json: .*\n$/);
    assert.match(io.err.text, pattern);
  }

  test('when a handler in it does not exist', () => {
    writeFileSync(file, JSON.stringify({ functions: { a: { handler: 'gone.ts' } } }));
    return refusesConfig(1, /functions\.a: There is no file gone\.ts; give the path of a handler file/);
  });

  test('when it cannot be read', () => {
    rmSync(file);
    mkdirSync(file);
    return refusesConfig(2, /cannot be read: EISDIR.*; move it away, or let it be read/);
  });
});

function refused(said: Awaited<ReturnType<typeof typed>>, exitCode: number, says: readonly RegExp[]): void {
  assert.match(said.err, /^durcb: .*\n$/);
  for (const pattern of says) assert.match(said.err.trimEnd(), pattern);
  assert.deepEqual([said.exitCode, said.out], [exitCode, '']);
  assert.equal(existsSync(join(directory, '.durcb', 'emulator.json')), false);
}

describe('durcb emulate refuses a port or state that another has', () => {
  let other: EmulatorProcess;

  before(async () => {
    other = await emulatorProcess(directory, [order, '--state', 'taken']);
  });
  after(() => other.end('SIGKILL'));

  test('the port', async () => {
    const said = await typed('emulate', order, '--state', 'memory', '--port', String(other.ready.Port));
    const expected = new RegExp(`cannot listen on port ${other.ready.Port}: it is in use; .* --port 0$`);
    assert.match(said.err.trimEnd(), expected);
    assert.deepEqual([said.exitCode, said.out], [1, '']);
  });

  test('the state, and says who has it', async () => {
    const said = await typed('emulate', order, '--state', 'taken', '--port', '0');
    const { Pid, Url } = other.ready;
    assert.match(
      said.err,
      new RegExp(`the state in /.*/taken is in use by process ${Pid} \\(${Url}\\); stop that one`),
    );
    assert.deepEqual([said.exitCode, said.out], [1, '']);
    assert.equal((await other.end('SIGINT')).exitCode, 130);
  });
});

describe('durcb emulate refuses a state that it cannot use, and leaves it as it is', () => {
  async function refusesState(name: string, spoil: (file: string) => void, says: RegExp): Promise<void> {
    const state = { kind: 'directory', directory: join(directory, name) } as const;
    await (await startEmulator({ functions: [], state })).close();
    const file = join(directory, name, 'journal.sqlite');
    spoil(file);
    const before = readFileSync(file);
    refused(await typed('emulate', order, '--state', name, '--port', '0'), 1, [says]);
    assert.deepEqual(readFileSync(file), before);
  }

  test('written by a newer version', () => {
    const spoil = (file: string) => {
      const database = new DatabaseSync(file);
      database.exec('PRAGMA user_version = 99');
      database.close();
    };
    return refusesState('newer', spoil, /was written by a newer durcb \(format 99, .*; update durcb/);
  });

  test('damaged', () => {
    const spoil = (file: string) => writeFileSync(file, 'this was a database once');
    return refusesState(
      'damaged',
      spoil,
      /the state in .* is damaged: .*; move its directory away to keep it/,
    );
  });

  test('without room for code, until there is some', async () => {
    const code = join(directory, 'roomless', 'code');
    await refusesState(
      'roomless',
      () => writeFileSync(code, ''),
      /the state in .*code cannot be written: .*/,
    );
    rmSync(code);
    const state = { kind: 'directory', directory: join(directory, 'roomless') } as const;
    await (await startEmulator({ functions: [], state })).close();
  });

  test('unwritable', async () => {
    const said = await typed('emulate', order, '--state', 'notes.txt', '--port', '0');
    refused(said, 1, [
      /the state in \/.*\/notes\.txt cannot be written: .*; free space, make it writable, or/,
    ]);
  });
});

test('without an emulator, durcb pending says how to start one', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await new Promise((resolve) => server.close(resolve));
  const url = `http://127.0.0.1:${port}`;
  const said = await typed('pending', '--endpoint-url', url);
  assert.equal(said.err, `durcb: nothing listens at ${url}; start it with: durcb emulate <handler>\n`);
  assert.deepEqual([said.exitCode, said.out], [1, '']);
  const asJson = await typed('pending', '--endpoint-url', url, '-o', 'json');
  assert.partialDeepStrictEqual(JSON.parse(asJson.err), { error: { code: 'no-endpoint', exitCode: 1 } });
});
