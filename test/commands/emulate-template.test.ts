import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { interruptions } from '../../src/cli/interruption.ts';
import { memoryIo } from '../../src/cli/io.ts';
import { run } from '../../src/run.ts';
import { durcbAt } from '../durcb.ts';
import { python, withoutPythonSdk } from '../python-sdk.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';

const root = join(import.meta.dirname, '..', '..');

/** A directory with the template of the fixtures, whose functions find their SDK. */
function withTemplate(t: TestContext): string {
  const directory = temporaryDirectory(t);
  cpSync(join(root, 'test', 'fixtures', 'template'), directory, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  return directory;
}

/** Types `durcb emulate`; what works runs until it is interrupted. */
function emulate(t: TestContext, directory: string, ...words: readonly string[]) {
  const interruption = new AbortController();
  const io = memoryIo();
  const ended = run(['emulate', '--port', '0', '--state', 'memory', ...words], {
    io,
    workingDirectory: directory,
    environment: { PATH: process.env.PATH, DURCB_PYTHON: python },
    signal: interruption.signal,
  });
  const interrupt = () => {
    interruption.abort(interruptions.SIGINT);
    return ended;
  };
  t.after(interrupt);
  return { io, ended, interrupt };
}

async function emulating(t: TestContext, directory: string, ...words: readonly string[]) {
  const { io, interrupt } = emulate(t, directory, ...words);
  const url = await waitFor('the first line', () => /^(.*)\n/.exec(io.out.text)?.[1]);
  return { io, interrupt, url, durcb: durcbAt(url) };
}

describe('durcb emulate --template', { concurrency: 2 }, () => {
  test('serves TypeScript, Python and inline code, which invoke each other', {
    skip: withoutPythonSdk,
  }, async (t) => {
    const directory = withTemplate(t);
    const words = ['--template', 'template.yaml', '--parameter', 'Currency=PLN', '--env', 'TABLE=orders'];
    const { io, url, durcb } = await emulating(t, directory, ...words);
    assert.deepEqual(io.err.text.trimEnd().split('\n'), [
      'durcb: warning: template.yaml: Environment.Variables.TABLE of Orders, Prices: OrdersTable has no local value; left out, unless --env TABLE=VALUE sets it',
      'durcb: warning: template.yaml: Events of Prices: nothing triggers it here; start or invoke it by its name',
      'durcb: warning: template.yaml: Code of Report: it is a container image; the function is not served',
    ]);
    const started = await durcb.text(
      'start',
      'local-orders:live',
      '--input-text',
      '{"quantity":3}',
      '-o',
      'id',
    );
    const price = { tariff: 'shop.tariff', version: '1' };
    assert.deepEqual(JSON.parse(await durcb.text('result', started, '--wait')), {
      first: { price: 32, ...price },
      second: { price: 40, ...price },
      version: '1',
      currency: 'PLN',
    });
    const shown = await (await fetch(`${url}/2015-03-31/functions/local-orders/configuration`)).json();
    assert.partialDeepStrictEqual(shown, {
      Timeout: 60,
      MemorySize: 128,
      DurableConfig: { ExecutionTimeout: 300, RetentionPeriodInDays: 1 },
      Environment: { Variables: { CURRENCY: 'PLN', RATE: '4', TABLE: 'orders' } },
    });
  });

  test('serves handlers of the command line as well, and several templates', async (t) => {
    const directory = temporaryDirectory(t);
    const code = 'export const handler = async () => process.env.STAGE;\n';
    for (const name of ['app.mjs', 'other.mjs']) writeFileSync(join(directory, name), code);
    const template = (name: string) =>
      `Resources: {${name}: {Type: AWS::Serverless::Function, Properties: {Runtime: nodejs24.x, Handler: app.handler}}}`;
    writeFileSync(join(directory, 'one.yaml'), template('One'));
    writeFileSync(
      join(directory, 'two.json'),
      `{"Resources": {"Two": {"Type": "AWS::Lambda::Function",
      "Properties": {"Runtime": "nodejs24.x", "Handler": "app.handler", "Timeout": 9, "Code": "."}}}}`,
    );
    const templates = ['--template', 'one.yaml', '--template', 'two.json'];
    const { io, url } = await emulating(
      t,
      directory,
      ...templates,
      ...['--plain', 'other.mjs', '--timeout', '20s', '--env', 'STAGE=test', '-o', 'json'],
    );
    const { Url, Functions } = JSON.parse(url);
    assert.deepEqual(Functions, ['other', 'One', 'Two']);
    assert.equal(io.err.text, '');
    const timeouts = Functions.map(async (name: string) => {
      const configuration = await fetch(`${Url}/2015-03-31/functions/${name}/configuration`);
      return Object(await configuration.json()).Timeout;
    });
    assert.deepEqual(await Promise.all(timeouts), [20, 20, 9]);
    const answer = await fetch(`${Url}/2015-03-31/functions/One/invocations`, { method: 'POST', body: '{}' });
    assert.equal(await answer.json(), 'test');
  });

  test('starts each of many functions when it is first invoked', async (t) => {
    const directory = temporaryDirectory(t);
    writeFileSync(join(directory, 'app.mjs'), "export const handler = async () => 'here';\n");
    writeFileSync(join(directory, 'broken.mjs'), "throw new Error('no database');\n");
    const functions = Array.from({ length: 40 }, (_, index) => {
      const handler = index === 7 ? 'broken' : 'app';
      return `  F${index}: { Type: AWS::Serverless::Function, Properties: { Handler: ${handler}.handler } }`;
    });
    const template = ['Globals: { Function: { Runtime: nodejs24.x } }', 'Resources:', ...functions];
    writeFileSync(join(directory, 'template.yaml'), template.join('\n'));
    const { url } = await emulating(t, directory, '--template', 'template.yaml');
    const invoke = (name: string) =>
      fetch(`${url}/2015-03-31/functions/${name}/invocations`, { method: 'POST', body: '{}' });
    assert.equal(await (await invoke('F39')).json(), 'here');
    const broken = await invoke('F7');
    assert.equal(broken.headers.get('x-amz-function-error'), 'Unhandled');
    assert.partialDeepStrictEqual(await broken.json(), { errorMessage: 'no database' });
  });
});

test('a function of a template that cannot be loaded is told, and fails when it is invoked', async (t) => {
  const directory = temporaryDirectory(t);
  writeFileSync(join(directory, 'app.mjs'), 'export const handler = async () => 1;\n');
  writeFileSync(join(directory, 'broken.mjs'), "import 'no-such-package';\n");
  const template = `
Globals: { Function: { Runtime: nodejs24.x } }
Resources:
  Fine: { Type: AWS::Serverless::Function, Properties: { Handler: app.handler } }
  Broken: { Type: AWS::Serverless::Function, Properties: { Handler: broken.handler } }
  Durable: { Type: AWS::Serverless::Function, Properties: { Handler: app.handler, DurableConfig: { ExecutionTimeout: 9 } } }`;
  writeFileSync(join(directory, 'template.yaml'), template);
  const { io, url } = await emulating(t, directory, '--template', 'template.yaml');
  const warnings = io.err.text.split('\n').filter((line) => line.startsWith('durcb: warning: '));
  assert.equal(warnings.length, 2);
  const [broken, durable] = warnings.toSorted();
  assert.match(broken ?? '', /Broken cannot be served: .*no-such-package.*; install what it imports/);
  assert.match(durable ?? '', /Durable cannot be served: app\.handler is not a durable function/);
  const answer = await fetch(`${url}/2015-03-31/functions/Broken/invocations`, {
    method: 'POST',
    body: '{}',
  });
  assert.equal(Object(await answer.json()).errorType, 'Runtime.ImportModuleError');
});

/** A template of the function `Said`, with this code. */
const inline = (text: string) =>
  JSON.stringify({
    Resources: {
      Said: {
        Type: 'AWS::Lambda::Function',
        Properties: { Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile: text } },
      },
    },
  });

/** What `Said` answers, and what is in the directory meanwhile. */
async function saying(t: TestContext, directory: string, word: string, state: string, codeDirectory: string) {
  writeFileSync(join(directory, `${word}.json`), inline(`exports.handler = async () => '${word}';`));
  const words = ['--template', `${word}.json`, '--state', state];
  const { interrupt, url } = await emulating(t, directory, ...words);
  const answer = await fetch(`${url}/2015-03-31/functions/Said/invocations`, { method: 'POST' });
  return { said: await answer.json(), names: readdirSync(join(directory, codeDirectory)), interrupt };
}

test('code that stands in a template is where the state is, and goes when it is used no more', async (t) => {
  const directory = temporaryDirectory(t);
  const names: string[] = [];
  for (const word of ['one', 'two']) {
    const serving = await saying(t, directory, word, 'kept', 'kept/code');
    assert.equal(serving.said, word);
    assert.equal(serving.names.length, 1);
    names.push(...serving.names);
    await serving.interrupt();
  }
  assert.equal(new Set(names).size, 2);
  assert.equal(existsSync(join(directory, '.durcb', 'code')), false);
});

test('with the state in memory, such code is of one emulator, and goes with it', async (t) => {
  const directory = temporaryDirectory(t);
  const one = await saying(t, directory, 'one', 'memory', '.durcb');
  const two = await saying(t, directory, 'two', 'memory', '.durcb');
  assert.deepEqual([one.said, two.said], ['one', 'two']);
  const code = (names: readonly string[]) => names.filter((name) => name.startsWith('code'));
  assert.deepEqual([code(one.names).length, code(two.names).length], [1, 2]);
  await one.interrupt();
  await two.interrupt();
  assert.deepEqual(code(readdirSync(join(directory, '.durcb'))), []);
});

const one =
  'Parameters: {Stage: {Type: String}}\nResources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties: ';
const app = '{Runtime: nodejs24.x, Handler: app.handler}';

const refused = [
  [
    'a template that is not there',
    ['--template', 'gone.yaml'],
    '',
    1,
    /gone\.yaml: cannot be read: ENOENT.*; give the path of a template/,
  ],
  [
    'a syntax error',
    ['--template', 't.yaml'],
    'Resources:\n  A: [',
    1,
    /t\.yaml: line 2, column \d+: .*; correct the template/,
  ],
  [
    'a template without functions',
    ['--template', 't.yaml'],
    'Resources: {}',
    1,
    /t\.yaml: there is no function in it; it needs resources of type/,
  ],
  [
    'code that is not there',
    ['--template', 't.yaml'],
    `${one}{Runtime: nodejs24.x, Handler: a.b, CodeUri: no/}`,
    1,
    /t\.yaml: A: There is no code in \/.*\/no; .*sam build/,
  ],
  [
    'a handler that is not there',
    ['--template', 't.yaml'],
    `${one}{Runtime: nodejs24.x, Handler: a.b}`,
    1,
    /t\.yaml: A: There is no handler a\.b in/,
  ],
  [
    'a parameter without value',
    ['--template', 't.yaml'],
    `${one}{Runtime: nodejs24.x, Handler: !Ref Stage}`,
    1,
    /A: the parameter Stage has no value; give it one: --parameter Stage=VALUE/,
  ],
  [
    'a parameter that nobody knows',
    ['--template', 't.yaml', '--parameter', 'Stag=x'],
    `${one}${app}`,
    2,
    /--parameter Stag is no parameter of the template; known: Stage/,
  ],
  [
    'a parameter that is none',
    ['--template', 't.yaml', '--parameter', 'Stage'],
    `${one}${app}`,
    2,
    /--parameter Stage is not NAME=VALUE; .* as in Stage=test/,
  ],
  [
    'a parameter without template',
    ['--parameter', 'Stage=x', '--plain', 'app.mjs'],
    '',
    2,
    /--parameter is for --template; leave it out/,
  ],
  [
    'a name twice',
    ['--template', 't.yaml', '--plain', 'A=app.mjs'],
    `${one}${app}`,
    2,
    /two functions are called A/,
  ],
  [
    'templates of which nothing is left',
    ['--template', 't.yaml'],
    `${one}{PackageType: Image}`,
    2,
    /no function of the templates can be served here; see the warnings/,
  ],
] as const;

describe('durcb emulate --template refuses', { concurrency: 3 }, () => {
  for (const [title, words, template, exitCode, says] of refused)
    test(title, async (t) => {
      const directory = temporaryDirectory(t);
      writeFileSync(join(directory, 't.yaml'), template);
      writeFileSync(join(directory, 'app.mjs'), 'export const handler = async () => 1;\n');
      const { io, ended } = emulate(t, directory, ...words);
      assert.equal(await ended, exitCode);
      assert.match(io.err.text, says);
      assert.match(io.err.text, /(^|\n)durcb: (?!warning).*; .*\n$/);
      assert.equal(io.out.text, '');
    });
});

test('durcb.json names the runtime and the aliases of a function', async (t) => {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, 'src'));
  writeFileSync(
    join(directory, 'src', 'app.mjs'),
    'export const handler = async () => process.env.AWS_LAMBDA_FUNCTION_VERSION;\n',
  );
  const about = { handler: 'src/app.handler', durable: false, runtime: 'nodejs22.x', aliases: { live: '2' } };
  writeFileSync(join(directory, 'durcb.json'), JSON.stringify({ functions: { app: about } }));
  const { url } = await emulating(t, directory);
  const answer = await fetch(`${url}/2015-03-31/functions/app:live/invocations`, {
    method: 'POST',
    body: '{}',
  });
  assert.equal(await answer.json(), '2');

  rmSync(join(directory, 'durcb.json'));
  writeFileSync(
    join(directory, 'durcb.json'),
    JSON.stringify({ functions: { app: { ...about, runtime: 'python3.13' } } }),
  );
  const { io, ended } = emulate(t, directory);
  assert.equal(await ended, 1);
  assert.match(
    io.err.text,
    /functions\.app: python3\.13 does not run src\/app\.handler; correct the runtime/,
  );
});
