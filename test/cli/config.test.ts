import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { cacheDirectory } from '../../src/cli/cache-directory.ts';
import { loadConfig } from '../../src/cli/config.ts';
import { Failure } from '../../src/cli/failure.ts';
import { checkGlobals } from '../../src/cli/global-options.ts';

let root: string;
let workingDirectory: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'durcb-config-'));
  workingDirectory = join(root, 'src', 'deep');
  mkdirSync(workingDirectory, { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true }));

interface Given {
  readonly flags?: Record<string, unknown>;
  readonly environment?: Record<string, string>;
  readonly file?: unknown;
  readonly isTerminal?: boolean;
}

function load({ flags = {}, environment = {}, file, isTerminal = false }: Given = {}) {
  if (file !== undefined) {
    writeFileSync(join(root, 'durcb.json'), typeof file === 'string' ? file : JSON.stringify(file));
  }
  return loadConfig({ flags: checkGlobals(flags), environment, workingDirectory, isTerminal });
}

function writeEmulatorFile(text: string): string {
  const path = join(root, '.durcb', 'emulator.json');
  mkdirSync(join(root, '.durcb'));
  writeFileSync(path, text);
  return path;
}

function refusal(given: Given): string {
  try {
    load(given);
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.exitCode, 2);
    return `${error.message}; ${error.hint}`.replace(root, '');
  }
  throw new assert.AssertionError({ message: 'not refused' });
}

test('a flag goes before the environment, that before the file, that before the default', () => {
  const everything = { flags: { region: 'a' }, environment: { AWS_REGION: 'b' }, file: { region: 'c' } };
  const { flags: _flags, ...noFlag } = everything;
  const path = join(root, 'durcb.json');
  const found = [everything, noFlag, { file: { region: 'c' } }].map(load);
  assert.deepEqual(
    found.map(({ region, sources }) => [region, sources.region]),
    [
      ['a', '--region'],
      ['b', 'AWS_REGION'],
      ['c', path],
    ],
  );
  rmSync(path);
  assert.deepEqual([load().region, load().sources.region], [undefined, 'default']);
});

test('durcb’s own variables go before those of AWS, and empty ones are not there', () => {
  const { profile, region, sources } = load({
    environment: { DURCB_PROFILE: 'mine', AWS_PROFILE: 'theirs', DURCB_REGION: '', AWS_DEFAULT_REGION: 'x' },
  });
  assert.deepEqual([profile, sources.profile], ['mine', 'DURCB_PROFILE']);
  assert.deepEqual([region, sources.region], ['x', 'AWS_DEFAULT_REGION']);
});

test('what is printed by default depends on who reads it', () => {
  const { output, time } = load({ isTerminal: true });
  assert.deepEqual([output, time], ['table', 'relative']);
  assert.deepEqual([load().output, load().time], ['tsv', 'iso']);
  assert.equal(load({ isTerminal: true, flags: { output: 'tsv' } }).time, 'iso');
  assert.equal(load({ isTerminal: true, environment: { DURCB_OUTPUT: 'json' } }).output, 'json');
  assert.equal(load({ isTerminal: true, file: { output: 'jsonl', time: 'local' } }).time, 'local');
});

describe('the endpoint', () => {
  test('is left to the SDK when nobody names one', () => {
    assert.equal(load().endpointUrl, undefined);
  });

  test('is taken from the flag, DURCB_ENDPOINT_URL, AWS’s variables, the file', () => {
    const environment = {
      DURCB_ENDPOINT_URL: 'http://durcb',
      AWS_ENDPOINT_URL_LAMBDA: 'http://lambda',
      AWS_ENDPOINT_URL: 'http://aws',
    };
    const file = { endpointUrl: 'http://file' };
    assert.equal(
      load({ flags: { endpointUrl: 'http://flag' }, environment, file }).endpointUrl,
      'http://flag',
    );
    assert.equal(load({ environment }).endpointUrl, 'http://durcb');
    const { DURCB_ENDPOINT_URL: _durcb, ...aws } = environment;
    assert.equal(load({ environment: aws }).endpointUrl, 'http://lambda');
    assert.equal(load({ environment: { AWS_ENDPOINT_URL: 'http://aws' } }).endpointUrl, 'http://aws');
    assert.equal(
      load({ environment: { ...aws, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } }).endpointUrl,
      'http://file',
    );
  });

  test('with --local is the emulator of this directory or one above', () => {
    const path = writeEmulatorFile('{"Url":"http://127.0.0.1:4321","Port":4321}');
    const { endpointUrl, sources } = load({
      flags: { local: true },
      environment: { DURCB_ENDPOINT_URL: 'http://x' },
    });
    assert.deepEqual([endpointUrl, sources.endpointUrl], ['http://127.0.0.1:4321', path]);
    assert.equal(load({ file: { local: true } }).endpointUrl, 'http://127.0.0.1:4321');
  });

  test('with --local is the usual port when no emulator has left its address', () => {
    assert.equal(load({ flags: { local: true } }).endpointUrl, 'http://127.0.0.1:9014');
  });

  test('is refused when the emulator’s file is damaged', () => {
    writeEmulatorFile('{"Url":');
    assert.match(
      refusal({ flags: { local: true } }),
      /emulator.json does not say where an emulator listens; remove it/,
    );
  });
});

describe('durcb.json', () => {
  test('is found upwards and knows functions', () => {
    const functions = {
      order: {
        handler: 'src/order.handler',
        environment: { TABLE: 'orders' },
        timeout: 30,
        durableConfig: { executionTimeout: 3600, retentionPeriodInDays: 7 },
        durable: true,
        runtime: 'nodejs24.x',
        aliases: { live: '1', next: '$LATEST' },
      },
    };
    const { file } = load({ file: { functions } });
    assert.deepEqual(file, { functions, path: join(root, 'durcb.json') });
  });

  const refusals: readonly [file: unknown, expected: string][] = [
    [{ regoin: 'x' }, '/durcb.json: unknown key "regoin"; did you mean "region"?'],
    [
      { somethingElse: 1 },
      '/durcb.json: unknown key "somethingElse"; known: output, time, color, local, endpointUrl, region, profile, cache, protected, functions, $schema',
    ],
    [
      { protected: { profile: ['prod'] } },
      '/durcb.json: protected: unknown key "profile"; did you mean "profiles"?',
    ],
    [
      { protected: { requireReason: true } },
      '/durcb.json: protected: protects nothing: name profiles or accounts; correct the file',
    ],
    [
      { protected: { profiles: [''] } },
      '/durcb.json: protected.profiles.0: expected a name; correct the file',
    ],
    [
      { endpointUrl: 'https://ann:secret@host' },
      '/durcb.json: endpointUrl: expected an address without user and password; correct the file',
    ],
    [
      { protected: { accounts: ['1234'] } },
      '/durcb.json: protected.accounts.0: expected an account number of twelve digits; correct the file',
    ],
    [
      { functions: { order: { handler: 'x', timeuot: 3 } } },
      '/durcb.json: functions.order: unknown key "timeuot"; did you mean "timeout"?',
    ],
    [
      { functions: { order: { handler: 'x', somethingElse: 1 } } },
      '/durcb.json: functions.order: unknown key "somethingElse"; known: handler, runtime, aliases, environment, timeout, memory, durable, durableConfig',
    ],
    [
      { functions: { order: { handler: 'x', runtime: 'cobol' } } },
      '/durcb.json: functions.order.runtime: unknown runtime; correct the file',
    ],
    [
      { functions: { order: { handler: 'x', runtime: 'ruby3.4' } } },
      '/durcb.json: functions.order.runtime: unknown runtime; correct the file',
    ],
    [
      { functions: { order: { handler: 'x', runtime: 'javascript' } } },
      '/durcb.json: functions.order.runtime: unknown runtime; correct the file',
    ],
    [
      { functions: { order: { handler: 'x', aliases: { live: 'v1' } } } },
      '/durcb.json: functions.order.aliases.live: expected "$LATEST" or a number such as "1"; correct the file',
    ],
    [
      { functions: { order: { handler: 'x', aliases: { 1: '1' } } } },
      '/durcb.json: functions.order.aliases.1: an alias has letters, digits, - or _; correct the file',
    ],
    [
      { functions: { order: { handler: 'x', durableConfig: { executiontimeout: 3 } } } },
      '/durcb.json: functions.order.durableConfig: unknown key "executiontimeout"; did you mean "executionTimeout"?',
    ],
    [
      { output: 'xml' },
      '/durcb.json: output: expected one of table, tsv, json, jsonl, id, none; correct the file',
    ],
    [
      { functions: { order: { handler: 'x', timeout: 901 } } },
      '/durcb.json: functions.order.timeout: expected at most 900; correct the file',
    ],
    [
      { functions: { order: { handler: 'x', memory: 10_241 } } },
      '/durcb.json: functions.order.memory: expected at most 10240; correct the file',
    ],
    [
      { functions: { a: { handlr: 'x' } } },
      '/durcb.json: functions.a: unknown key "handlr"; did you mean "handler"?',
    ],
    [
      { functions: { order: {} } },
      '/durcb.json: functions.order.handler: expected a string; correct the file',
    ],
    [
      '{\n  "region": \n}',
      '/durcb.json: not JSON: line 3, column 1: expected a value, found "}"; correct the file',
    ],
  ];

  for (const [file, expected] of refusals) {
    test(`is refused as ${JSON.stringify(file)}`, () => assert.equal(refusal({ file }), expected));
  }
});

test('a variable that makes no sense is named', () => {
  assert.equal(
    refusal({ environment: { DURCB_OUTPUT: 'xml' } }),
    'DURCB_OUTPUT: expected one of table, tsv, json, jsonl, id, none; correct the environment variable',
  );
});

test('--no-input, --quiet and --verbose are off unless given', () => {
  const { input, quiet, verbose } = load();
  assert.deepEqual([input, quiet, verbose], [true, false, false]);
  const given = load({ flags: { noInput: true, quiet: true, verbose: true } });
  assert.deepEqual(
    [given.input, given.quiet, given.verbose, given.sources.input],
    [false, true, true, '--no-input'],
  );
});

describe('the cache', () => {
  const offs: readonly [Given, string][] = [
    [{ flags: { noCache: true } }, '--no-cache'],
    [{ environment: { DURCB_NO_CACHE: '1' } }, 'DURCB_NO_CACHE'],
    [{ file: { cache: false } }, 'durcb.json'],
  ];
  for (const [given, source] of offs)
    test(`is off by ${source}`, () => {
      const { cache, sources } = load(given);
      assert.equal(cache, false);
      assert.ok(sources.cache.endsWith(source), sources.cache);
    });

  test('is on otherwise', () => {
    assert.equal(load({ environment: { DURCB_NO_CACHE: '' }, file: { cache: true } }).cache, true);
  });

  const homes: readonly [Record<string, string>, string, string | undefined][] = [
    [{ HOME: '/home/me' }, 'linux', '/home/me/.cache/durcb'],
    [{ HOME: '/Users/me' }, 'darwin', '/Users/me/Library/Caches/durcb'],
    [{ HOME: '/home/me', XDG_CACHE_HOME: '/var/me' }, 'darwin', '/var/me/durcb'],
    [{ HOME: '/home/me', XDG_CACHE_HOME: 'relative' }, 'linux', '/home/me/.cache/durcb'],
    [{ LOCALAPPDATA: '/me/AppData/Local' }, 'win32', '/me/AppData/Local/durcb/cache'],
    [{}, 'linux', undefined],
  ];
  for (const [environment, system, directory] of homes)
    test(`is in ${directory} with ${JSON.stringify(environment)} on ${system}`, () =>
      assert.equal(cacheDirectory(environment, system), directory));
});

test('a durcb.json that is a link to nowhere is not passed over', () => {
  symlinkSync('nowhere.json', join(root, 'durcb.json'));
  assert.match(refusal({}), /^\/durcb\.json: cannot be read: ENOENT/);
});
