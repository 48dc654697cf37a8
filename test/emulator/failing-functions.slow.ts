import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Event } from '@aws-sdk/client-lambda';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import type { FunctionCode } from '../../src/emulator/functions/functions.ts';
import { ManualClock } from '../manual-clock.ts';
import { python, withoutPythonSdk } from '../python-sdk.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';
import { lambdaClient } from './scripted-emulator.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'failures');

interface Failure {
  readonly code: FunctionCode;
  readonly type: string;
  readonly message: string | RegExp;
}

// An invocation that ended badly is tried again.
const crashes = {
  'a process that exits': failure('exits', 'Runtime.ExitError', exited('exit status 3')),
  'a process that exits with 0': failure(
    'exitsQuietly',
    'Runtime.ExitError',
    /^RequestId: \S{36} Error: Runtime exited without providing a reason$/,
  ),
  'a process that is killed': failure(
    'killed',
    'Runtime.ExitError',
    exited('signal: segmentation fault( \\(core dumped\\))?'),
  ),
  'a process without memory': failure('eatsMemory', 'Runtime.OutOfMemory', exited('signal: killed')),
  'a handler that loops': failure('loops', 'Sandbox.Timedout', timedOut()),
  'a handler that never settles': failure('sleeps', 'Sandbox.Timedout', timedOut()),
  'a handler that throws': failure('throws', 'RangeError', 'too far'),
  'a rejection that nobody handles': failure(
    'rejectsUnhandled',
    'Runtime.UnhandledPromiseRejection',
    'Error: nobody listens',
  ),
  'a reply over 6 MB': failure('repliesTooMuch', 'Function.ResponseSizeTooLarge', /exceeded maximum allowed/),
  'a handler that is not there': failure(
    'nothing',
    'Runtime.HandlerNotFound',
    'fails.nothing is undefined or not exported',
  ),
  'a module that throws': failure('handler', 'TypeError', 'bad settings', 'throws-at-load.mjs'),
} satisfies Readonly<Record<string, Failure>>;

const pythonCrashes = {
  'a process that exits': pythonFailure('exits', 'Runtime.ExitError', exited('exit status 3')),
  'a handler that leaves': pythonFailure('leaves', 'Runtime.ExitError', exited('exit status 4')),
  'a handler that raises': pythonFailure('raises', 'ValueError', 'too far'),
  'a handler that sleeps': pythonFailure('sleeps', 'Sandbox.Timedout', timedOut()),
  'a reply over 6 MB': pythonFailure(
    'replies_too_much',
    'Function.ResponseSizeTooLarge',
    /exceeded maximum allowed/,
  ),
  'a handler that is not there': pythonFailure(
    'nothing',
    'Runtime.HandlerNotFound',
    /^Handler 'nothing' missing on module 'fails'/,
  ),
} satisfies Readonly<Record<string, Failure>>;

const badCode = [
  [
    'a module whose import is not there',
    'orders.mjs',
    "import 'no-such-package';\n",
    'Runtime.ImportModuleError',
    /^Error: Cannot find package 'no-such-package'/,
  ],
  [
    'a Python module whose import is not there',
    'orders.py',
    'import no_such_module\n',
    'Runtime.ImportModuleError',
    /^Unable to import module 'orders': No module named 'no_such_module'/,
  ],
  ['a syntax error', 'broken.mjs', 'broken = = 1\n', 'Runtime.UserCodeSyntaxError', /SyntaxError/],
  ['a syntax error in Python', 'broken.py', 'broken = = 1\n', 'Runtime.UserCodeSyntaxError', /Syntax error/],
] as const;

// A reply that breaks the protocol would do so again.
const brokenReplies = {
  'text instead of a reply': refusal('repliesText', 'Invalid Status in invocation output.'),
  'nothing instead of a reply': refusal('repliesNothing', 'Invalid Status in invocation output.'),
  'a status that is none': refusal('repliesUnknown', 'Invalid Status in invocation output.'),
  'a suspension for nothing': refusal(
    'suspendsForNothing',
    'Cannot return PENDING status with no pending operations.',
  ),
  'a success with an error': refusal('succeedsWithError', 'Cannot provide an Error for SUCCEEDED status.'),
  'a failure with a result': refusal('failsWithResult', 'Cannot provide a Result for FAILED status.'),
  'a result over 1 MB': refusal(
    'resultTooLarge',
    'Execution output payload size must be less than or equal to 1048576 bytes.',
  ),
} satisfies Readonly<Record<string, Failure>>;

const twoAtATime = { concurrency: 2 };

describe(
  'what fails is tried again, and then the execution has failed with the same error',
  twoAtATime,
  () => {
    for (const [what, crash] of Object.entries(crashes)) test(what, (t) => failsTwice(t, crash));
    describe('in Python', { ...twoAtATime, skip: withoutPythonSdk }, () => {
      for (const [what, crash] of Object.entries(pythonCrashes)) test(what, (t) => failsTwice(t, crash));
    });
    for (const [what, file, text, type, message] of badCode) {
      test(what, { skip: file.endsWith('.py') && withoutPythonSdk }, async (t) => {
        const path = join(temporaryDirectory(t), file);
        writeFileSync(path, text);
        const code = file.endsWith('.py') ? pythonCode(path, 'handler') : nodeCode(path, 'handler');
        await failsTwice(t, { code, type, message });
      });
    }
  },
);

describe('a reply that breaks the protocol fails the execution at once', twoAtATime, () => {
  for (const [what, reply] of Object.entries(brokenReplies)) {
    test(what, async (t) => {
      const { lambda, arn, ended } = await started(t, reply);
      const events = await ended();
      assert.deepEqual(typesOf(events), ['ExecutionStarted', 'InvocationCompleted', 'ExecutionFailed']);
      const error = await checkedError(lambda, arn, reply);
      assert.deepEqual(errorsOf(events), [error, error]);
    });
  }
});

test('a reply after the execution was stopped is noted, and changes nothing', async (t) => {
  const gate = await gateway(t);
  const stopped = { code: nodeCode(join(folder, 'fails.mjs'), 'repliesWhenLetGo') };
  const { lambda, arn, eventually } = await started(t, stopped, JSON.stringify({ gate: gate.url }));
  await gate.reached;
  await lambda.stopDurableExecution({ DurableExecutionArn: arn, Error: { ErrorType: 'Enough' } });
  gate.open();
  const events = await eventually('InvocationCompleted');
  assert.deepEqual(typesOf(events), ['ExecutionStarted', 'ExecutionStopped', 'InvocationCompleted']);
  assert.equal(events[2]?.InvocationCompletedDetails?.Error?.Payload, undefined);
  const { Status, Result } = await lambda.getDurableExecution({ DurableExecutionArn: arn });
  assert.deepEqual([Status, Result], ['STOPPED', undefined]);
});

function failure(exported: string, type: string, message: string | RegExp, file = 'fails.mjs'): Failure {
  return { code: nodeCode(join(folder, file), exported), type, message };
}

function pythonFailure(name: string, type: string, message: string | RegExp, file = 'fails.py'): Failure {
  return { code: pythonCode(join(folder, file), name), type, message };
}

function refusal(exported: string, message: string): Failure {
  return failure(exported, 'InvalidParameterValueException', message);
}

function exited(how: string): RegExp {
  return new RegExp(`^RequestId: \\S{36} Error: Runtime exited with error: ${how}$`);
}

function timedOut(): RegExp {
  return /^RequestId: \S{36} Error: Task timed out after 1\.00 seconds$/;
}

function nodeCode(file: string, exported: string): FunctionCode {
  return { kind: 'node', file, export: exported };
}

function pythonCode(file: string, name: string): FunctionCode {
  return { kind: 'python', file, function: name };
}

/** Two failures are the last for these executions; the second comes a second after the first. */
async function failsTwice(t: TestContext, expected: Failure): Promise<void> {
  const { lambda, arn, clock, ended, eventually } = await started(t, expected);
  await eventually('InvocationCompleted');
  clock.advance(1000);
  const events = await ended();
  assert.deepEqual(typesOf(events), [
    'ExecutionStarted',
    'InvocationCompleted',
    'InvocationCompleted',
    'ExecutionFailed',
  ]);
  const error = await checkedError(lambda, arn, expected);
  const [first, ...last] = errorsOf(events);
  assert.deepEqual(last, [error, error]);
  assert.equal(first?.ErrorType, expected.type);
}

async function started(t: TestContext, { code }: Pick<Failure, 'code'>, Payload = '{}') {
  const clock = new ManualClock();
  const emulator: Emulator = await startEmulator({
    functions: [
      {
        name: 'failing',
        code,
        environment: {},
        timeoutSeconds: code.kind !== 'remote' && isSlow(code) ? 1 : 20,
        memoryMegabytes: 128,
        durable: { ExecutionTimeout: 3600, RetentionPeriodInDays: 1 },
      },
    ],
    clock,
    python,
    environment: process.env,
    maxInvocationFailures: 2,
    warm: false,
  });
  t.after(() => emulator.close());
  const lambda = lambdaClient(t, emulator.url);
  const { DurableExecutionArn: arn = '' } = await lambda.invoke({
    FunctionName: 'failing:$LATEST',
    InvocationType: 'Event',
    Payload,
  });
  const events = async () =>
    (await lambda.getDurableExecutionHistory({ DurableExecutionArn: arn })).Events ?? [];
  const eventually = (type: Event['EventType']) =>
    waitFor(String(type), async () => {
      const so = await events();
      return so.some(({ EventType }) => EventType === type) ? so : undefined;
    });
  return { lambda, arn, clock, eventually, ended: () => eventually('ExecutionFailed') };
}

const isSlow = (code: FunctionCode): boolean => /loops|sleeps/.test(Object.values(code).join());

function typesOf(events: readonly Event[]) {
  return events.map(({ EventType }) => EventType);
}

function errorsOf(events: readonly Event[]) {
  return events.flatMap(({ InvocationCompletedDetails: completed, ExecutionFailedDetails: failed }) =>
    completed || failed ? [completed?.Error?.Payload ?? failed?.Error?.Payload] : [],
  );
}

/** Of the execution as GetDurableExecution shows it. */
async function checkedError(
  lambda: ReturnType<typeof lambdaClient>,
  DurableExecutionArn: string,
  { type, message }: Failure,
) {
  const { Status, Error: error } = await lambda.getDurableExecution({ DurableExecutionArn });
  assert.equal(Status, 'FAILED');
  assert.equal(error?.ErrorType, type);
  if (message instanceof RegExp) assert.match(error?.ErrorMessage ?? '', message);
  else assert.equal(error?.ErrorMessage, message);
  return error;
}

/** An address that answers when it is opened. */
async function gateway(t: TestContext) {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const server = createServer(async (_request, response) => {
    reached.resolve();
    await opened.promise;
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address instanceof Object);
  return { url: `http://127.0.0.1:${address.port}`, reached: reached.promise, open: opened.resolve };
}
