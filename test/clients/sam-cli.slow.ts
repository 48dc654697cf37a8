import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { emulatorProcess } from '../emulator-process.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { type ClientEmulator, clientEmulator } from './client-emulator.ts';
import { pythonClient } from './python-client.ts';
import { type Ran, runProgram } from './run-program.ts';

const client = await pythonClient('sam-cli');

/** `sam local` or `sam remote`. */
interface Sam {
  (...words: readonly string[]): Promise<Ran>;
  /** What a command prints that must succeed. */
  text(...words: readonly string[]): Promise<string>;
  json(...words: readonly string[]): Promise<ReturnType<typeof JSON.parse>>;
  refused(message: RegExp, ...words: readonly string[]): Promise<void>;
}

/** Of somebody who has told it where its emulator is, and no SDK. */
function environmentOf(port: number, home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    // The boxes of its tables are not ASCII.
    PYTHONUTF8: '1',
    DURABLE_EXECUTIONS_EXTERNAL_EMULATOR_PORT: String(port),
    SAM_CLI_TELEMETRY: '0',
  };
}

function samOf(environment: Readonly<Record<string, string>>, group: 'local' | 'remote'): Sam {
  const sam = (...words: readonly string[]) =>
    runProgram(client.program('sam'), [group, ...words], { directory: environment.HOME, environment });
  const text = async (...words: readonly string[]) => {
    const { exitCode, out, err } = await sam(...words);
    assert.equal(exitCode, 0, `sam ${group} ${words.join(' ')}: ${err}`);
    return out.trim();
  };
  return Object.assign(sam, {
    text,
    json: async (...words: readonly string[]) => JSON.parse(await text(...words)),
    async refused(message: RegExp, ...words: readonly string[]) {
      const { exitCode, err } = await sam(...words);
      assert.equal(exitCode, 1, err);
      assert.match(err, message);
    },
  });
}

test('the SAM CLI', { skip: client.missing }, async (t) => {
  const emulator = await clientEmulator(t);
  const sam = samOf(environmentOf(emulator.ready.Port, emulator.directory), 'local');
  await t.test('local callback', (t) => callbacks(t, emulator, sam));
  await t.test('local execution', (t) => executions(t, emulator, sam));
  await t.test('local invoke, less its container', (t) => invocations(t));
  await t.test('remote', () => remote(emulator));
});

/** The ARN of an execution of a function, and the id of its callback. */
async function startedCallback({ durcb }: ClientEmulator, functionName: string, input: object) {
  const words = ['--input-text', JSON.stringify(input), '-o', 'id'];
  const arn = await durcb.text('start', functionName, ...words);
  await durcb.text('wait', arn, '--for', 'suspended');
  return { arn, id: await durcb.text('pending', '--execution', arn, '-o', 'id') };
}

const purchase = { customerId: 'c', amount: 5 };

async function callbacks(t: TestContext, emulator: ClientEmulator, sam: Sam) {
  const { durcb } = emulator;
  const resultOf = async (arn: string) => JSON.parse(await durcb.text('result', arn, '--wait'));

  await t.test('succeed', async () => {
    const { arn, id } = await startedCallback(emulator, 'payment', purchase);
    const said = await sam.text('callback', 'succeed', id, '--result', '{"transactionId": "ąę €"}');
    assert.match(said, new RegExp(`^✅ Callback success sent for ID: ${id}\nResult: `));
    assert.equal((await resultOf(arn)).transactionId, 'ąę €');
  });

  await t.test('succeed with nothing', async () => {
    const { arn, id } = await startedCallback(emulator, 'callback-with-timeouts', { data: 'd' });
    await sam.text('callback', 'succeed', id);
    assert.deepEqual(await resultOf(arn), { status: 'completed', data: 'd' });
  });

  await t.test('fail', async () => {
    const { arn, id } = await startedCallback(emulator, 'payment', purchase);
    await sam.text(
      ...['callback', 'fail', id, '--error-type', 'Declined', '--error-message', 'no money'],
      ...['--error-data', '5', '--stack-trace', 'a', '--stack-trace', 'b'],
    );
    assert.partialDeepStrictEqual(await resultOf(arn), { reason: 'no money', details: '5' });
    const history = await sam.json('execution', 'history', arn, '--format', 'json');
    const failed = history.Events.find(
      ({ EventType }: { EventType: string }) => EventType === 'CallbackFailed',
    );
    assert.deepEqual(failed.CallbackFailedDetails.Error.Payload, {
      ErrorType: 'Declined',
      ErrorMessage: 'no money',
      ErrorData: '5',
      StackTrace: ['a', 'b'],
    });
  });

  await t.test('heartbeat, until it is answered', async () => {
    const { id } = await startedCallback(emulator, 'payment', purchase);
    assert.match(await sam.text('callback', 'heartbeat', id), /heartbeat sent/i);
    await sam.text('callback', 'fail', id);
    await sam.refused(/\(CallbackTimeoutException\)/, 'callback', 'heartbeat', id);
    await sam.refused(/\(CallbackTimeoutException\)/, 'callback', 'succeed', id);
    await sam.refused(
      /\(InvalidParameterValueException\).*Invalid callback id/,
      'callback',
      'fail',
      'bm9uZQ==',
    );
  });
}

async function executions(t: TestContext, emulator: ClientEmulator, sam: Sam) {
  const { arn } = await startedCallback(emulator, 'payment', purchase);

  await t.test('get', async () => {
    const execution = await sam.json('execution', 'get', arn, '--format', 'json');
    assert.partialDeepStrictEqual(execution, {
      DurableExecutionArn: arn,
      Status: 'RUNNING',
      Version: '$LATEST',
    });
    const summary = await sam.text('execution', 'get', arn);
    assert.match(
      summary,
      /^Execution Summary:\n=+\nARN: {6}arn:.*\nDuration: N\/A\nStatus: {3}RUNNING\nInput: {4}\{/s,
    );
  });

  await t.test('history', async () => {
    const { Events } = await sam.json('execution', 'history', arn, '--format', 'json');
    assert.deepEqual(
      Events.map(({ EventType }: { EventType: string }) => EventType),
      ['ExecutionStarted', 'CallbackStarted', 'InvocationCompleted'],
    );
    const table = await sam.text('execution', 'history', arn);
    assert.match(table, /│ Event Id │ {6}Event Type {5}│/);
    assert.match(
      table,
      /│ {3}CallbackStarted {3}│ Callback │ +payment-processing +│ .* │ Timeout: 300s, Heartbeat: 30s/,
    );
    assert.match(table, /│ InvocationCompleted │ .* │ Invocation Id: [0-9a-f-]{36} │/);
  });

  await t.test('stop', async () => {
    const error = ['--error-type', 'Cancelled', '--error-message', 'changed my mind', '--stack-trace', 'a'];
    assert.match(await sam.text('execution', 'stop', arn, ...error), /stopped/i);
    const { Status, Error: stopped } = await sam.json('execution', 'get', arn, '--format', 'json');
    const expected = { ErrorType: 'Cancelled', ErrorMessage: 'changed my mind', StackTrace: ['a'] };
    assert.deepEqual([Status, stopped], ['STOPPED', expected]);
    assert.match(await sam.text('execution', 'history', arn), /Cancelled: changed my mind/);
    assert.match(await sam.text('execution', 'stop', arn), /stopped/i);
  });

  await t.test('of a failure', async () => {
    const failed = await emulator.durcb('start', 'failing', '--wait', '-o', 'id');
    const failedArn = failed.out.trim();
    assert.match(
      await sam.text('execution', 'get', failedArn),
      /FAILED ❌.*\nError: {4}OutOfStock: Nothing left/s,
    );
  });

  await t.test('that is not there', async () => {
    const gone = arn.replace(/[^/]+$/, 'gone');
    for (const command of ['get', 'history']) {
      await sam.refused(/Durable execution not found: /, 'execution', command, gone);
    }
    await sam.refused(/\(ResourceNotFoundException\)/, 'execution', 'stop', gone);
    await sam.refused(/\(ValidationException\)/, 'execution', 'get', 'x');
  });
}

/** The port of the invoke endpoint of a container in which the function runs: another emulator, where it is plain. */
async function container(t: TestContext, name: string, url: string): Promise<string> {
  const file = join(import.meta.dirname, `../fixtures/functions/typescript/${name}.ts`);
  const words = ['--plain', `function=${file}`, '--env', `AWS_ENDPOINT_URL_LAMBDA=${url}`];
  const { ready, end } = await emulatorProcess(temporaryDirectory(t), words);
  t.after(() => end('SIGINT'));
  return String(ready.Port);
}

async function invocations(t: TestContext) {
  const directory = temporaryDirectory(t);
  const { ready, end } = await emulatorProcess(directory, ['--empty']);
  t.after(() => end('SIGINT'));
  const environment = environmentOf(ready.Port, directory);
  const sam = samOf(environment, 'local');
  const invoke = async (...words: readonly string[]) => {
    const program = join(import.meta.dirname, 'sam_local_invoke.py');
    const { exitCode, out, err } = await runProgram(client.program('python'), [program, ...words], {
      environment,
    });
    assert.equal(exitCode, 0, err);
    return { out, arn: /ARN: (\S+)/.exec(err)?.[1] ?? assert.fail(err) };
  };
  const [orders, payments, failures] = await Promise.all(
    ['order', 'payment', 'failing'].map((name) => container(t, name, ready.Url)),
  );
  assert.ok(orders && payments && failures);

  await t.test('of two functions, which it both calls by one name', async () => {
    const order = '{"orderId": "o-1", "items": [{"price": 2, "quantity": 3}]}';
    const [ordered, paid] = await Promise.all([
      invoke(orders, order, 'same', '1', '{"approvedBy": "Ann"}'),
      invoke(payments, JSON.stringify(purchase), 'same', '2', 'no money', 'Declined'),
    ]);
    assert.match(ordered.out, /waiting for callback: .*Callback success sent.*Status: {3}SUCCEEDED/s);
    assert.match(
      ordered.out,
      /Result: {3}\{"orderId":"o-1","total":6,"approvedBy":"Ann","status":"shipped"\}/,
    );
    assert.match(paid.out, /Callback failure sent.*Result: {3}.*"status":"declined","reason":"no money"/s);
    for (const { arn } of [ordered, paid]) {
      const prefix =
        'arn:aws:lambda:us-east-1:123456789012:function:function:$LATEST/durable-execution/same/';
      assert.ok(arn.startsWith(prefix), arn);
      const { Status, DurableConfig } = await sam.json('execution', 'get', arn, '--format', 'json');
      const config = { ExecutionTimeout: 600, RetentionPeriodInDays: 3 };
      assert.deepEqual([Status, DurableConfig], ['SUCCEEDED', config]);
    }
  });

  await t.test('of a function that fails', async () => {
    const { out } = await invoke(failures, '{}', 'failure');
    assert.match(out, /Status: {3}FAILED ❌\n.*Error: {4}OutOfStock: Nothing left of A-1/s);
  });

  await t.test('stopped by somebody', async () => {
    const { out } = await invoke(payments, JSON.stringify(purchase), 'stopped', '4', 'enough', 'Bored');
    assert.match(out, /Execution stopped\n.*Status: {3}STOPPED.*Error: {4}Bored: enough/s);
  });
}

/** What it asks of AWS otherwise: for what was deployed, by its ARN. */
async function remote(emulator: ClientEmulator) {
  const sam = samOf({ ...emulator.environment, PYTHONUTF8: '1', SAM_CLI_TELEMETRY: '0' }, 'remote');
  const arnOf = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
  assert.equal(await sam.text('invoke', arnOf('plain-doubler'), '--event', '{"value": 4}'), '{"doubled":8}');
  const { DurableExecutionArn: arn } = await sam.json(
    ...['invoke', arnOf('payment'), '--event', JSON.stringify(purchase), '--output', 'json'],
    ...['--parameter', 'InvocationType=Event', '--durable-execution-name', 'by-sam'],
  );
  await emulator.durcb.text('wait', arn, '--for', 'suspended');
  const id = await emulator.durcb.text('pending', '--execution', arn, '-o', 'id');
  assert.match(await sam.text('callback', 'heartbeat', id), /heartbeat sent/i);
  await sam.text('callback', 'succeed', id, '--result', '{"transactionId": "t-1"}');
  await emulator.durcb.text('wait', arn);
  assert.match(await sam.text('execution', 'get', arn), /Status: {3}SUCCEEDED.*Result: {3}.*"t-1"/s);
  assert.match(await sam.text('execution', 'history', arn), /│ +ExecutionSucceeded +│/);
  assert.match(await sam.text('execution', 'stop', arn), /stopped/i);
}
