import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loggedAction } from '../../src/commands/output/action-log.ts';
import { lineOf, outputs } from '../../src/commands/output/index.ts';
import { type JsonSchema, jsonSchemaOf } from '../../src/commands/output/json-schema-of.ts';
import { errorRecord } from '../../src/commands/output/setting.ts';
import { ajv } from '../printed-json.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';
import { type Emulated, emulated } from './emulated.ts';
import { emulating } from './emulating.ts';
import { watching } from './watching.ts';

/** Members that no command line below prints, by what they end in, and why. */
const rare: Readonly<Record<string, string>> = {
  KMSKeyArn: 'the emulator encrypts nothing',
  'WaitsFor.FunctionName': 'needs a chained invoke that lasts',
  'Failure.Attempts': 'needs a step that is tried to its end',
  'CloudWatch Logs.RequestId': 'the functions here print no JSON',
  'CloudWatch Logs.Derived.Depth': 'those that are called print nothing',
  'Error.ErrorData': 'a handler that throws has none',
  'Error.StackTrace': 'nor this, as it is stored',
};

const functions = [
  'two-callbacks',
  'callback-with-timeouts',
  'callback-in-child-context',
  'failing',
  'crashing',
  'all-operations',
  'chained-target',
  'chained-caller',
];

const printed: unknown[] = [];
let there: Emulated;

before(async () => {
  there = await emulated(functions);
});
after(() => there.close());

test('every member that may be there is there at times', async (t) => {
  const directory = temporaryDirectory(t);
  const watch = watching(t, there);
  await printAnswers(directory);
  await waitFor('the end of a callback', () => watch.io.out.text.includes('"closed"') || undefined);
  printed.push(...jsonLines((await watch.stop()).out));
  await printExecutions(directory);
  await printAround(directory);
  await logActions(directory);
  const missing = leaves().flatMap((leaf) => optionalIn(leaf).filter((path) => !pathsOf(leaf).has(path)));
  assert.deepEqual(
    // Those of events are the SDK's: the compiler sees to them.
    missing
      .filter((path) => !path.includes('Details'))
      .filter((path) => !Object.keys(rare).some((end) => path.endsWith(end))),
    [],
  );
});

/** Keeps what a command line prints. */
async function print(...words: readonly string[]): Promise<void> {
  const { out, err } = await said(words);
  assert.ok(out, `${words.join(' ')}: ${err}`);
  const document: unknown = JSON.parse(out);
  printed.push(...(Array.isArray(document) ? document : [document]));
}

/** Keeps how one fails. */
async function printError(...words: readonly string[]): Promise<void> {
  const { err } = await said(words);
  printed.push(JSON.parse(err));
}

const said = ([name = '', ...rest]: readonly string[]) => there.durcb([name, '-o', 'json', ...rest]);

const jsonLines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const callbackOf = (execution: string, callback: string) => [
  '--execution',
  execution,
  '--callback',
  callback,
];

// Longer than a busy machine takes for all of it.
const job = { data: 'x', timeoutSeconds: 7200, heartbeatSeconds: 3600 };

const failure = [
  ...['--error-type', 'Fraud', '--error-message', 'no'],
  ...['--error-data', '{}', '--stack-trace', 'line 1'],
];

async function printAnswers(directory: string): Promise<void> {
  const input = '{"customerId":"c"}';
  await print('start', 'two-callbacks', '--name', 'loan', '--input-text', input, '--show');
  await there.durcb(['wait', 'loan', '--for', 'callback:fraud-check']);
  await there.started('callback-with-timeouts', 'job', job, 'suspended');
  await there.started('callback-in-child-context', 'contract', { contractId: 'c' }, 'suspended');
  await print('pending');
  await print('describe', 'job');
  await print('heartbeat', ...callbackOf('job', 'example-callback'), '--every', '1s', '--for', '3s');
  await print('run', ...callbackOf('job', 'example-callback'), '--', 'echo', 'done');
  const credit = [...callbackOf('loan', 'credit-check'), '--result-text', '{"score":1}'];
  await print('send-success', ...credit, '--show');
  await print('send-success', ...credit, '--if-pending');
  await printError('send-success', ...credit);
  const answers = join(directory, 'answers.jsonl');
  const line = { Execution: 'loan', Callback: 'fraud-check', Result: { riskLevel: 'low' } };
  writeFileSync(answers, JSON.stringify(line));
  await print('answer', answers, '--yes', '--log', join(directory, 'answers.log'));
  await print('answer', answers, '--yes', '--log', join(directory, 'answers.log'));
  await print('answer', answers, '--yes');
  writeFileSync(answers, '{}\n{}\n');
  await printError('answer', answers, '--yes');
}

async function printExecutions(directory: string): Promise<void> {
  await print(
    'start',
    'chained-target',
    '--input-text',
    '{"value":3}',
    '--name',
    'squared',
    '--wait',
    '--show',
  );
  await print('describe', 'squared', '--show');
  await print('wait', 'squared');
  await print('export', 'squared', '--format', 'json');
  await print('rerun', 'squared', '--follow');
  await there.started('failing', 'empty', {}, 'end');
  await print('start', 'failing', '--wait');
  await print('diff', 'squared', 'empty', '--all');
  await print('diff', 'empty', 'squared', '--all');
  await there.started('crashing', 'broken', {}, 'suspended');
  await print('describe', 'broken');
  await there.started('callback-with-timeouts', 'second', job, 'suspended');
  await print('send-failure', ...callbackOf('second', 'example-callback'), ...failure, '--show', '--wait');
  await print('describe', 'second');
  await there.started('all-operations', 'all', {}, 'callback:callback');
  await print('wait', 'all', '--for', 'callback:callback');
  await print('history', 'all', '--tree', '--depth', '1');
  await print('history', 'all', '--tree');
  await print('history', 'all', '--save-payloads', join(directory, 'payloads'));
  await print('tail', 'all', '--tree', '--logs');
  await print('stop', 'all', ...failure);
  await print('stop', 'all');
  await print('describe', 'all', '--show');
  await print('wait', 'all');
  await print('export', 'all', '--format', 'json');
  await there.started('chained-caller', 'caller', { value: 3 }, 'operation:square');
  await print('tail', 'caller', '--children');
  await print('executions');
  await print('stats');
  await print('stats', '--histogram');
}

async function printAround(directory: string): Promise<void> {
  await print('config', 'show');
  await print('doctor');
  const emulator = await emulating(directory, ['--empty', '-o', 'json']);
  printed.push(JSON.parse(emulator.line));
  await emulator.interrupt();
}

/** The log of actions is a file, which nothing prints. */
async function logActions(directory: string): Promise<void> {
  await there.started('callback-with-timeouts', 'third', job, 'suspended');
  const environment = { XDG_STATE_HOME: directory, AWS_PROFILE: 'trial' };
  const told = ['--result-text', '1', '--reason', 'a trial'];
  for (const words of [told, told])
    await there.durcb(['send-success', ...callbackOf('third', 'example-callback'), ...words], {
      environment,
    });
  await there.durcb(['start', 'callback-with-timeouts', '--reason', 'a trial'], { environment });
  const validate = ajv().compile(jsonSchemaOf(loggedAction, false));
  for (const line of jsonLines(readFileSync(join(directory, 'durcb', 'actions.jsonl'), 'utf8'))) {
    assert.ok(validate(line), `${JSON.stringify(validate.errors)} in ${JSON.stringify(line)}`);
    printed.push(line);
  }
}

/** The schemas of which all others are made. */
function leaves(): readonly JsonSchema[] {
  const all = [...Object.values(outputs).map(lineOf), errorRecord, loggedAction].flatMap((schema) => {
    const { $schema, ...made } = jsonSchemaOf(schema, false);
    return Array.isArray(made.anyOf) ? made.anyOf : [made];
  });
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** The paths of what was printed of such a schema. */
function pathsOf(schema: JsonSchema): ReadonlySet<string> {
  const validate = ajv().compile(schema);
  return new Set(
    printed.filter((one) => validate(one)).flatMap((one) => pathsIn(one, labelOf(schema.description))),
  );
}

function pathsIn(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsIn(one, path));
  return membersOf(value).flatMap(([name, own]) => [`${path}.${name}`, ...pathsIn(own, `${path}.${name}`)]);
}

/** The paths of the members that need not be there. */
function optionalIn(schema: unknown, path?: string): readonly string[] {
  const { description, properties, required, items } = Object.fromEntries(membersOf(schema));
  const here = path ?? labelOf(description);
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  const own = membersOf(properties).flatMap(([name, member]) => [
    ...(needed.includes(name) ? [] : [`${here}.${name}`]),
    ...optionalIn(member, `${here}.${name}`),
  ]);
  return items ? [...own, ...optionalIn(items, here)] : own;
}

const membersOf = (value: unknown): readonly (readonly [name: string, value: unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

const labelOf = (description: unknown): string => `${description}`.replace(/\.$/, '');
