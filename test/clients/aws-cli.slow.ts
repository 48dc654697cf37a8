import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type ClientEmulator, clientEmulator } from './client-emulator.ts';
import { pythonClient } from './python-client.ts';
import { type Ran, runProgram } from './run-program.ts';

const client = await pythonClient('aws-cli');

/** `aws lambda` for one emulator. */
interface Aws {
  (...words: readonly string[]): Promise<Ran>;
  /** What a command prints that must succeed. */
  text(...words: readonly string[]): Promise<string>;
  json(...words: readonly string[]): Promise<ReturnType<typeof JSON.parse>>;
  /** A command that the service refuses, in these words. */
  refused(message: string | RegExp, ...words: readonly string[]): Promise<void>;
}

function awsOf({ environment, directory }: ClientEmulator): Aws {
  const aws = (...words: readonly string[]) =>
    runProgram(client.program('aws'), ['lambda', ...words], { directory, environment });
  const text = async (...words: readonly string[]) => {
    const { exitCode, out, err } = await aws(...words);
    assert.equal(exitCode, 0, `aws lambda ${words.join(' ')}: ${err}`);
    return out.trim();
  };
  return Object.assign(aws, {
    text,
    json: async (...words: readonly string[]) => JSON.parse(await text(...words)),
    async refused(message: string | RegExp, ...words: readonly string[]) {
      const { exitCode, out, err } = await aws(...words);
      assert.deepEqual([exitCode, out], [255, ''], err);
      if (typeof message === 'string') assert.equal(err.trim(), message);
      else assert.match(err, message);
    },
  });
}

const order = '{"orderId": "o-1", "items": [{"price": 2, "quantity": 3}]}';

test('the AWS CLI', { skip: client.missing }, async (t) => {
  const emulator = await clientEmulator(t);
  const aws = awsOf(emulator);
  await t.test('invoke', (t) => invoke(t, emulator, aws));
  await t.test('the calls of a caller', (t) => callerCalls(t, emulator, aws));
  await t.test('callbacks', (t) => callbacks(t, emulator, aws));
  await t.test('the calls of a function', (t) => functionCalls(t, emulator, aws));
  await t.test('pages', (t) => pages(t, emulator, aws));
});

/** The ARN of an execution of a function, and the id of its callback. */
async function startedCallback({ durcb }: ClientEmulator, aws: Aws, functionName: string, payload: string) {
  const arn = await aws.text(
    ...['invoke', '--function-name', `${functionName}:$LATEST`, '--invocation-type', 'Event'],
    ...['--payload', payload, '--query', 'DurableExecutionArn', '--output', 'text', 'ignored'],
  );
  await durcb.text('wait', arn, '--for', 'suspended');
  const id = await aws.text(
    ...['get-durable-execution-history', '--durable-execution-arn', arn, '--output', 'text'],
    ...['--query', 'Events[].CallbackStartedDetails.CallbackId | [0]'],
  );
  return { arn, id };
}

async function invoke(t: TestContext, { directory }: ClientEmulator, aws: Aws) {
  const outfile = join(directory, 'payload.json');
  const written = () => readFileSync(outfile, 'utf8');

  await t.test('synchronously writes the result to a file', async () => {
    const answer = await aws.json(
      ...['invoke', '--function-name', 'chained-caller:$LATEST', '--payload', '{"value": 3}', outfile],
    );
    assert.partialDeepStrictEqual(answer, { StatusCode: 200, ExecutedVersion: '$LATEST' });
    assert.match(answer.DurableExecutionArn, /:function:chained-caller:\$LATEST\/durable-execution\//);
    assert.deepEqual(JSON.parse(written()), { value: 3, squared: 9, doubled: 18 });
  });

  await t.test('of a function that fails is a function error', async () => {
    const words = ['invoke', '--function-name', 'failing', '--qualifier', '$LATEST', outfile];
    const answer = await aws.json(...words);
    assert.equal(answer.FunctionError, 'Unhandled');
    assert.deepEqual(JSON.parse(written()), {
      errorType: 'OutOfStock',
      errorMessage: 'Nothing left of A-1',
    });
  });

  await t.test('of a plain function, by its ARN and with its log', async () => {
    const answer = await aws.json(
      ...['invoke', '--function-name', 'arn:aws:lambda:us-east-1:123456789012:function:plain-doubler'],
      ...['--log-type', 'Tail', '--payload', '{"value": 4}', outfile],
    );
    assert.equal(answer.StatusCode, 200);
    assert.match(atob(answer.LogResult), /^START RequestId: .*\nEND RequestId: .*\nREPORT RequestId: .*\n$/);
    assert.deepEqual(JSON.parse(written()), { doubled: 8 });
  });

  await t.test('asynchronously, under a name that means one execution', async () => {
    writeFileSync(join(directory, 'order.json'), order);
    const start = (payload: string) => [
      ...['invoke', '--function-name', 'order:$LATEST', '--invocation-type', 'Event'],
      ...['--durable-execution-name', 'order-1', '--payload', payload, 'ignored'],
    ];
    const { StatusCode, DurableExecutionArn: arn } = await aws.json(...start('fileb://order.json'));
    assert.equal(StatusCode, 202);
    assert.equal((await aws.json(...start('file://order.json'))).DurableExecutionArn, arn);
    await aws.refused(
      `An error occurred (DurableExecutionAlreadyStartedException) when calling the Invoke operation: Execution already started: ${arn}`,
      ...start('{}'),
    );
  });

  await t.test('for a try does nothing', async () => {
    const words = ['invoke', '--invocation-type', 'DryRun', '--function-name'];
    assert.deepEqual(await aws.json(...words, 'payment:$LATEST', outfile), { StatusCode: 204 });
    assert.equal(written(), '');
    const list = ['list-durable-executions-by-function', '--function-name', 'payment'];
    assert.deepEqual(await aws.json(...list), { DurableExecutions: [] });
    await aws.refused(
      'An error occurred (InvalidParameterValueException) when calling the Invoke operation: You cannot invoke a durable function using an unqualified ARN.',
      ...[...words, 'payment', outfile],
    );
  });

  await t.test('is refused', async () => {
    const words = ['invoke', outfile, '--function-name'];
    await aws.refused(
      'An error occurred (ResourceNotFoundException) when calling the Invoke operation: Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:$LATEST',
      ...[...words, 'nobody:$LATEST'],
    );
    await aws.refused(
      /^\s*An error occurred \(InvalidRequestContentException\) when calling the Invoke operation: Could not parse request body into json: /,
      ...[...words, 'order:$LATEST', '--payload', '{'],
    );
    await aws.refused(
      /^\s*An error occurred \(ValidationException\) .*'a b' at 'durableExecutionName' failed to satisfy/,
      ...[...words, 'order:$LATEST', '--durable-execution-name', 'a b'],
    );
  });
}

async function callerCalls(t: TestContext, emulator: ClientEmulator, aws: Aws) {
  const { arn } = await startedCallback(emulator, aws, 'order', order);
  const named = ['--durable-execution-arn', arn];

  await t.test('get-durable-execution', async () => {
    assert.partialDeepStrictEqual(await aws.json('get-durable-execution', ...named), {
      DurableExecutionArn: arn,
      FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:order:$LATEST',
      InputPayload: order,
      Status: 'RUNNING',
      Version: '$LATEST',
      DurableConfig: { ExecutionTimeout: 900, RetentionPeriodInDays: 14 },
    });
    const bare = await aws.json('get-durable-execution', ...named, '--no-include-execution-data');
    assert.equal('InputPayload' in bare, false);
    const words = ['get-durable-execution', ...named, '--query', '[Status,Version]', '--output', 'text'];
    assert.equal(await aws.text(...words), 'RUNNING\t$LATEST');
  });

  await t.test('get-durable-execution-history', async () => {
    const types = ['get-durable-execution-history', ...named, '--query', 'Events[].EventType'];
    const inOrder = [
      ...['ExecutionStarted', 'StepStarted', 'StepSucceeded'],
      ...['CallbackStarted', 'InvocationCompleted'],
    ];
    assert.deepEqual(await aws.json(...types), inOrder);
    assert.deepEqual(await aws.json(...types, '--reverse-order'), inOrder.toReversed());
    const [started] = (await aws.json('get-durable-execution-history', ...named)).Events;
    assert.equal(started.ExecutionStartedDetails.Input.Payload, order);
  });

  await t.test('list-durable-executions-by-function', async () => {
    const list = ['list-durable-executions-by-function', '--function-name', 'order'];
    const arns = ['--query', 'DurableExecutions[].DurableExecutionArn'];
    assert.equal((await aws.json(...list, ...arns))[0], arn);
    assert.equal((await aws.json(...list, ...arns, '--reverse-order')).at(-1), arn);
    const running = ['--statuses', 'RUNNING', '--qualifier', '$LATEST'];
    assert.ok((await aws.json(...list, ...arns, ...running)).includes(arn));
    assert.deepEqual(await aws.json(...list, ...arns, '--statuses', 'TIMED_OUT'), []);
    const name = arn.split('/').at(-2) ?? '';
    assert.deepEqual(await aws.json(...list, ...arns, '--durable-execution-name', name), [arn]);
    assert.ok((await aws.json(...list, ...arns, '--started-after', '2020-01-01T00:00:00Z')).includes(arn));
    assert.deepEqual(await aws.json(...list, ...arns, '--started-before', '2020-01-01'), []);
    assert.match(await aws.text(...list, '--output', 'text'), /^DURABLEEXECUTIONS\tarn:.*\tRUNNING$/m);
  });

  await t.test('stop-durable-execution', async () => {
    const error = 'ErrorType=Cancelled,ErrorMessage=changed my mind,StackTrace=a,b';
    const stop = ['stop-durable-execution', ...named, '--error', error];
    const { StopTimestamp } = await aws.json(...stop);
    assert.equal(typeof StopTimestamp, 'number');
    assert.deepEqual(await aws.json(...stop), { StopTimestamp });
    assert.partialDeepStrictEqual(await aws.json('get-durable-execution', ...named), {
      Status: 'STOPPED',
      EndTimestamp: StopTimestamp,
      Error: { ErrorType: 'Cancelled', ErrorMessage: 'changed my mind', StackTrace: ['a', 'b'] },
    });
  });

  await t.test('wait', async () => {
    assert.equal(await aws.text('wait', 'function-active-v2', '--function-name', 'order'), '');
  });

  await t.test('an execution that is not there, or no ARN', async () => {
    const unknown = arn.replace(/[^/]+$/, 'gone');
    for (const [command, operation] of [
      ['get-durable-execution', 'GetDurableExecution'],
      ['get-durable-execution-history', 'GetDurableExecutionHistory'],
      ['stop-durable-execution', 'StopDurableExecution'],
    ] as const) {
      await aws.refused(
        `An error occurred (ResourceNotFoundException) when calling the ${operation} operation: Durable Execution does not exist`,
        ...[command, '--durable-execution-arn', unknown],
      );
    }
    await aws.refused(
      /ValidationException.*: 1 validation error detected: Value 'x' at 'durableExecutionArn' failed/,
      ...['get-durable-execution', '--durable-execution-arn', 'x'],
    );
  });
}

async function callbacks(t: TestContext, emulator: ClientEmulator, aws: Aws) {
  const { directory, durcb } = emulator;
  const started = (functionName: string, payload: string) =>
    startedCallback(emulator, aws, functionName, payload);
  const resultOf = (arn: string) => durcb.text('result', arn, '--wait');

  await t.test('succeed with bytes as they are in a file, or with text', async () => {
    const asIs = '{ "transactionId":  "ąę €" }\n';
    writeFileSync(join(directory, 'result.json'), asIs);
    for (const result of ['fileb://result.json', asIs]) {
      const { arn, id } = await started('payment', '{"customerId": "c", "amount": 5}');
      const sent = await aws.text(
        ...['send-durable-execution-callback-success', '--callback-id', id, '--result', result],
      );
      assert.equal(sent, '');
      assert.equal(JSON.parse(await resultOf(arn)).transactionId, 'ąę €');
      const query = ['--query', 'Events[].CallbackSucceededDetails.Result.Payload'];
      const history = ['get-durable-execution-history', '--durable-execution-arn', arn];
      assert.deepEqual(await aws.json(...history, ...query), [asIs]);
    }
  });

  await t.test('succeed with nothing', async () => {
    const { arn, id } = await started('callback-with-timeouts', '{"data": "d"}');
    await aws.text('send-durable-execution-callback-success', '--callback-id', id);
    assert.deepEqual(JSON.parse(await resultOf(arn)), { status: 'completed', data: 'd' });
  });

  await t.test('fail', async () => {
    const { arn, id } = await started('payment', '{"customerId": "c", "amount": 5}');
    const error = '{"ErrorType": "Declined", "ErrorMessage": "no money", "ErrorData": "{\\"code\\": 5}"}';
    const words = ['--callback-id', id, '--error', error];
    await aws.text('send-durable-execution-callback-failure', ...words);
    assert.partialDeepStrictEqual(JSON.parse(await resultOf(arn)), {
      status: 'declined',
      reason: 'no money',
      details: '{"code": 5}',
    });
  });

  await t.test('are kept alive, until they are answered', async () => {
    const { id } = await started('payment', '{"customerId": "c", "amount": 5}');
    const beat = ['send-durable-execution-callback-heartbeat', '--callback-id', id];
    assert.equal(await aws.text(...beat), '');
    await aws.text('send-durable-execution-callback-failure', '--callback-id', id);
    await aws.refused(
      /^\s*An error occurred \(CallbackTimeoutException\) when calling the SendDurableExecutionCallbackHeartbeat operation: /,
      ...beat,
    );
  });

  await t.test('that are none are refused', async () => {
    const words = ['send-durable-execution-callback-success', '--callback-id'];
    await aws.refused(
      'An error occurred (InvalidParameterValueException) when calling the SendDurableExecutionCallbackSuccess operation: Invalid callback id',
      ...[...words, 'bm9uZQ=='],
    );
    await aws.refused(/\(ValidationException\).*at 'callbackId' failed to satisfy/, ...words, '?');
  });
}

async function functionCalls(t: TestContext, emulator: ClientEmulator, aws: Aws) {
  const { scripted, durcb } = emulator;
  const words = ['invoke', '--function-name', 'scripted:$LATEST', '--invocation-type', 'Event', 'ignored'];
  const { DurableExecutionArn: arn } = await aws.json(...words);
  const invocation = await scripted.next();
  assert.equal(invocation.arn, arn);
  const of = (token: string) => ['--durable-execution-arn', arn, '--checkpoint-token', token];
  let token = invocation.token ?? '';

  await t.test('checkpoint-durable-execution', async () => {
    const updates = JSON.stringify([
      { Id: 'one', Type: 'STEP', Action: 'SUCCEED', Name: 'first', Payload: '"done"' },
      { Id: 'two', Type: 'CALLBACK', Action: 'START', CallbackOptions: { TimeoutSeconds: 600 } },
    ]);
    const call = ['checkpoint-durable-execution', ...of(token), '--updates', updates, '--client-token', 't1'];
    const answer = await aws.json(...call);
    const [step, callback] = answer.NewExecutionState.Operations;
    assert.partialDeepStrictEqual(step, {
      Id: 'one',
      Type: 'STEP',
      Name: 'first',
      Status: 'SUCCEEDED',
      StepDetails: { Result: '"done"' },
    });
    assert.match(callback.CallbackDetails.CallbackId, /^[A-Za-z0-9+/]+={0,2}$/);
    assert.deepEqual(await aws.json(...call), answer);
    const again = ['checkpoint-durable-execution', ...of(token)];
    await aws.refused(
      'An error occurred (InvalidParameterValueException) when calling the CheckpointDurableExecution operation: Invalid checkpoint token',
      ...again,
    );
    token = answer.CheckpointToken;
    const wait = 'Id=three,Type=WAIT,Action=START,WaitOptions={WaitSeconds=500}';
    token = (await aws.json('checkpoint-durable-execution', ...of(token), '--updates', wait)).CheckpointToken;
    await aws.refused(
      /\(ValidationException\).*: 1 validation error detected: Value 'x y' at 'updates\.1\.member\.id' failed/,
      ...['checkpoint-durable-execution', ...of(token), '--updates', 'Id="x y",Type=STEP,Action=START'],
    );
  });

  await t.test('get-durable-execution-state', async () => {
    const state = ['get-durable-execution-state', ...of(token)];
    const types = ['--query', 'Operations[].[Id, Type, Status]'];
    const rest = ['one\tSTEP\tSUCCEEDED', 'two\tCALLBACK\tSTARTED', 'three\tWAIT\tSTARTED'];
    for (const size of [[], ['--page-size', '1']]) {
      const [execution, ...others] = (await aws.text(...state, ...types, ...size, '--output', 'text')).split(
        '\n',
      );
      assert.match(execution ?? '', /\tEXECUTION\tSTARTED$/);
      assert.deepEqual(others, rest);
    }
    const first = await aws.json(...state, '--max-items', '2');
    assert.equal(first.Operations.length, 2);
    const second = await aws.json(...state, '--max-items', '2', '--starting-token', first.NextToken);
    assert.deepEqual([second.Operations.length, second.NextToken], [2, undefined]);
  });

  await t.test('the execution goes on from there', async () => {
    invocation.suspend();
    await aws.text('stop-durable-execution', '--durable-execution-arn', arn);
    assert.match((await durcb('result', arn)).err, /stopped/i);
  });
}

async function pages(t: TestContext, { durcb, scripted }: ClientEmulator, aws: Aws) {
  scripted.always((invocation) => invocation.succeed('1'));
  const names = Array.from({ length: 7 }, (_, index) => `page-${index}`);
  for (const name of names) await durcb.text('start', 'scripted', '--name', name, '--wait');
  const list = [
    ...['list-durable-executions-by-function', '--function-name', 'scripted', '--statuses', 'SUCCEEDED'],
    '--reverse-order',
  ];
  const namesOf = ({ DurableExecutions }: ReturnType<typeof JSON.parse>) =>
    DurableExecutions.map(({ DurableExecutionName }: Record<string, string>) => DurableExecutionName);

  await t.test('of any size are put together', async () => {
    for (const size of ['1', '3', '7', '50']) {
      assert.deepEqual(namesOf(await aws.json(...list, '--page-size', size)), names);
    }
  });

  await t.test('go on where --max-items stopped', async () => {
    const seen: string[] = [];
    let from: string[] = [];
    for (;;) {
      const page = await aws.json(...list, '--max-items', '3', '--page-size', '2', ...from);
      seen.push(...namesOf(page));
      if (!page.NextToken) break;
      from = ['--starting-token', page.NextToken];
    }
    assert.deepEqual(seen, names);
  });

  await t.test('are not asked for with --no-paginate', async () => {
    assert.deepEqual(namesOf(await aws.json(...list, '--no-paginate')), names);
  });

  await t.test('of a history', async () => {
    const arn = await aws.text(
      ...[...list, '--max-items', '1', '--output', 'text'],
      ...['--query', 'DurableExecutions[0].DurableExecutionArn'],
    );
    const history = ['get-durable-execution-history', '--durable-execution-arn', arn.split('\n')[0] ?? ''];
    const whole = await aws.json(...history);
    assert.equal(whole.Events.length, 3);
    assert.deepEqual(await aws.json(...history, '--page-size', '1'), whole);
    const first = await aws.json(...history, '--max-items', '2');
    const rest = await aws.json(...history, '--starting-token', first.NextToken);
    assert.deepEqual([...first.Events, ...rest.Events], whole.Events);
  });

  await t.test('whose marker is none are refused', async () => {
    await aws.refused(
      /^\s*An error occurred \(InvalidParameterValueException\) .*: Invalid Marker$/m,
      ...[...list, '--no-paginate', '--cli-input-json', '{"Marker": "x"}'],
    );
  });
}
