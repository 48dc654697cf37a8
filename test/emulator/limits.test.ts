import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InvocationType, OperationUpdate } from '@aws-sdk/client-lambda';
import { limits } from '../../src/model/limits.ts';
import type { ErrorObject } from '../../src/model/wire.ts';
import type { ScriptedInvocation } from '../scripted-function.ts';
import { type ScriptedEmulator, scriptedEmulator } from './scripted-emulator.ts';
import { startCallback, startInvoke, update } from './updates.ts';

/** Something of a size, asked of the service; what it says to it, or undefined when it takes it. */
type Ask = (service: ScriptedEmulator, size: number) => Promise<string | undefined>;

interface Limited {
  readonly limit: number;
  readonly ask: Ask;
  /** What is said of one more. */
  readonly refusal: string;
}

async function said(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    const { name, message, $metadata } = Object(error);
    return `${name} ${$metadata?.httpStatusCode}: ${message}`;
  }
}

/** Text of so many bytes, of which most letters take two. */
function text(bytes: number): string {
  return `${'é'.repeat(bytes / 2)}${bytes % 2 ? 'x' : ''}`;
}

const json = (bytes: number) => `"${text(bytes - 2)}"`;

/** An error that is so large as JSON. */
function error(bytes: number) {
  return { ErrorType: 'E', ErrorData: text(bytes - '{"ErrorType":"E","ErrorData":""}'.length) };
}

/** Does something while `order` runs, and lets it end: there is only one invocation of it at a time. */
async function during<Result>(
  service: ScriptedEmulator,
  act: (invocation: ScriptedInvocation) => Promise<Result>,
  InvocationType: InvocationType = 'Event',
): Promise<Result> {
  const call = service.lambda.invoke({ FunctionName: 'order:$LATEST', InvocationType, Payload: '1' });
  // Of a synchronous one the answer comes later, or never.
  call.catch(() => {});
  const invocation = await service.order.next();
  const result = await act(invocation);
  invocation.succeed();
  return result;
}

const checkpoint =
  (updateOf: (size: number) => OperationUpdate, type?: InvocationType): Ask =>
  (service, size) =>
    during(service, (invocation) => said(invocation.checkpoint(service.lambda, updateOf(size))), type);

const reply =
  (end: (invocation: ScriptedInvocation, size: number) => void, type: InvocationType): Ask =>
  (service, size) =>
    during(
      service,
      async (invocation) => {
        const DurableExecutionArn = invocation.arn;
        end(invocation, size);
        await service.invocationsEnded(DurableExecutionArn, 1);
        const { Error } = await service.lambda.getDurableExecution({ DurableExecutionArn });
        return Error?.ErrorType === 'E' ? undefined : shown(Error);
      },
      type,
    );

const onCallback =
  (send: (service: ScriptedEmulator, CallbackId: string, size: number) => Promise<unknown>): Ask =>
  (service, size) =>
    during(service, async (invocation) => {
      const [operation] = await invocation.checkpoint(service.lambda, startCallback('c'));
      return said(send(service, operation?.CallbackDetails?.CallbackId ?? '', size));
    });

const chainedOutput: Ask = async (service, size) => {
  await service.start();
  const invocation = await service.order.next();
  await invocation.checkpoint(service.lambda, startInvoke('i', 'plain'));
  invocation.suspend();
  (await service.plain.next()).reply(json(size));
  const next = await service.order.next();
  next.succeed();
  return shown(next.input.InitialExecutionState.Operations.at(-1)?.ChainedInvokeDetails?.Error);
};

function shown(error: ErrorObject | undefined): string | undefined {
  return error && `${error.ErrorType}: ${error.ErrorMessage}`;
}

const invokePlain = async (service: ScriptedEmulator, more: { Payload?: string; ClientContext?: string }) => {
  service.plain.always((invocation) => invocation.reply('null'));
  return said(service.lambda.invoke({ FunctionName: 'plain', ...more }));
};

function clientContext(length: number): string {
  const around = '{"a":""}'.length;
  const context = JSON.stringify({ a: 'x'.repeat(Math.floor((length * 3) / 4) - around) });
  return Buffer.from(context).toString('base64').replaceAll('=', '');
}

const steps = (count: number) =>
  Array.from({ length: count }, (_, index) => update('STEP', 'START', `s${index}`));

const invalid = 'InvalidParameterValueException';
const megabyte = 1_048_576;
const largeError = `Error object size must be less than or equal to ${megabyte} bytes.`;
const tooLarge = (bytes: number) =>
  `RequestEntityTooLargeException 413: Request must be smaller than ${bytes} bytes for the InvokeFunction operation`;
const atMost = (what: string, bytes = megabyte) =>
  `${what} payload size must be less than or equal to ${bytes} bytes.`;

const limited: Readonly<Record<string, Limited>> = {
  'the payload of a synchronous invoke': {
    limit: 6 * megabyte,
    ask: (service, size) => invokePlain(service, { Payload: json(size) }),
    refusal: tooLarge(6 * megabyte),
  },
  'the payload of an asynchronous invoke': {
    limit: megabyte,
    async ask(service, size) {
      const more = { InvocationType: 'Event', Payload: json(size) } as const;
      const refusal = await said(service.lambda.invoke({ FunctionName: 'order:$LATEST', ...more }));
      if (refusal === undefined) (await service.order.next()).succeed();
      return refusal;
    },
    refusal: tooLarge(megabyte),
  },
  'the client context': {
    limit: 3583,
    ask: (service, size) => invokePlain(service, { ClientContext: clientContext(size) }),
    refusal: 'InvalidRequestContentException 400: Client context must be no more than 3583 bytes.',
  },
  'the result of a step': {
    limit: megabyte,
    ask: checkpoint((size) => update('STEP', 'SUCCEED', 's', { Payload: text(size) })),
    refusal: `${invalid} 400: ${atMost('STEP output')}`,
  },
  'the error of a step': {
    limit: megabyte,
    ask: checkpoint((size) => update('STEP', 'FAIL', 's', { Error: error(size) })),
    refusal: `${invalid} 400: ${largeError}`,
  },
  'the input of a chained invoke': {
    limit: megabyte,
    ask: checkpoint((size) => startInvoke('i', 'plain', json(size))),
    refusal: `${invalid} 400: ${atMost('CHAINED_INVOKE input')}`,
  },
  'the output of a chained invoke': {
    limit: megabyte,
    ask: chainedOutput,
    refusal: `${invalid}: ${atMost('CHAINED_INVOKE output')}`,
  },
  'the result of a callback': {
    limit: megabyte,
    ask: onCallback(({ lambda }, CallbackId, size) =>
      lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result: Buffer.from(text(size)) }),
    ),
    refusal:
      "ValidationException 400: 1 validation error detected: Value at 'result' failed to satisfy constraint: Member must have length less than or equal to 1048576",
  },
  'the error of a callback': {
    limit: megabyte,
    ask: onCallback(({ lambda }, CallbackId, size) =>
      lambda.sendDurableExecutionCallbackFailure({ CallbackId, Error: error(size) }),
    ),
    refusal: `${invalid} 400: ${largeError}`,
  },
  'the error of a stop': {
    limit: megabyte,
    ask: (service, size) =>
      during(service, ({ arn: DurableExecutionArn }) =>
        said(service.lambda.stopDurableExecution({ DurableExecutionArn, Error: error(size) })),
      ),
    refusal: `${invalid} 400: ${largeError}`,
  },
  'the result of an execution nobody waits for': {
    limit: megabyte,
    ask: reply((invocation, size) => invocation.succeed(text(size)), 'Event'),
    refusal: `${invalid}: ${atMost('Execution output')}`,
  },
  'the result of an execution somebody waits for': {
    limit: 6 * megabyte,
    ask: reply((invocation, size) => invocation.succeed(text(size)), 'RequestResponse'),
    refusal: `${invalid}: ${atMost('Execution output', 6 * megabyte)}`,
  },
  'the error of an execution': {
    limit: megabyte,
    ask: reply((invocation, size) => invocation.fail(error(size)), 'Event'),
    refusal: `${invalid}: ${largeError}`,
  },
  'a result that is checkpointed, of an execution nobody waits for': {
    limit: megabyte,
    ask: checkpoint((size) => update('EXECUTION', 'SUCCEED', 'e', { Payload: text(size) })),
    refusal: `${invalid} 400: ${atMost('Execution output')}`,
  },
  'a result that is checkpointed, of an execution somebody waits for': {
    limit: 6 * megabyte,
    ask: checkpoint(
      (size) => update('EXECUTION', 'SUCCEED', 'e', { Payload: 'x'.repeat(size) }),
      'RequestResponse',
    ),
    refusal:
      "ValidationException 400: 1 validation error detected: Value at 'updates.1.member.payload' failed to satisfy constraint: Member must have length less than or equal to 6291456",
  },
  'the operations of an execution': {
    limit: 3000,
    ask: (service, size) =>
      during(service, (invocation) => said(invocation.checkpoint(service.lambda, ...steps(size)))),
    refusal: `${invalid} 400: Durable execution operations must be less than or equal to 3000.`,
  },
};

for (const [what, { limit, ask, refusal }] of Object.entries(limited)) {
  test(`${what} has a limit, unless there are none`, async (t) => {
    const service = await scriptedEmulator(t);
    assert.equal(await ask(service, limit), undefined);
    assert.equal(await ask(service, limit + 1), refusal);
    assert.equal(await ask(await scriptedEmulator(t, { limits: false }), limit + 1), undefined);
  });
}

test('an execution somebody waits for has a quarter of an hour, unless there are no limits', async (t) => {
  const ask = async (ExecutionTimeout: number, isLimited: boolean) => {
    const service = await scriptedEmulator(t, { settings: { ExecutionTimeout }, limits: isLimited });
    service.order.always((invocation) => invocation.succeed());
    return said(service.lambda.invoke({ FunctionName: 'order:$LATEST', Payload: '1' }));
  };
  assert.equal(await ask(900, true), undefined);
  const words =
    'You cannot synchronously invoke a durable function with an executionTimeout greater than 15 minutes.';
  assert.equal(await ask(901, true), `${invalid} 400: ${words}`);
  assert.equal(await ask(901, false), undefined);
});

test('a name is taken until the retention of its execution is over', async (t) => {
  const service = await scriptedEmulator(t, { settings: { RetentionPeriodInDays: 90 } });
  const DurableExecutionName = 'order-7';
  const arn = await service.startSucceeded('1', { DurableExecutionName });
  service.clock.advance(90 * 86_400_000 - 1);
  assert.equal(await service.start({ DurableExecutionName }), arn);
  const words = `DurableExecutionAlreadyStartedException 409: Execution already started: ${arn}`;
  assert.equal(await said(service.start({ DurableExecutionName, Payload: '2' })), words);
  service.clock.advance(1);
  assert.notEqual(await service.start({ DurableExecutionName, Payload: '2' }), arn);
});

describe('a request', () => {
  const post = async (service: ScriptedEmulator, arn: string, body: string | Uint8Array) => {
    const path = `/2025-12-01/durable-executions/${encodeURIComponent(arn)}/checkpoint`;
    const answer = await fetch(service.emulator.url + path, { method: 'POST', body });
    return `${answer.headers.get('x-amzn-errortype')} ${answer.status}`;
  };

  test('may be as large as escapes make it: six bytes for each of the largest payload', async (t) => {
    const service = await scriptedEmulator(t);
    const Payload = '\u0001'.repeat(limits.syncPayload);
    const escaped = ({ arn, token }: ScriptedInvocation) => {
      const Updates = [update('EXECUTION', 'SUCCEED', 'e', { Payload })];
      const body = JSON.stringify({ CheckpointToken: token, Updates });
      assert.ok(body.length > 6 * limits.syncPayload);
      return post(service, arn, body);
    };
    assert.equal(await during(service, escaped, 'RequestResponse'), 'null 200');
  });

  test('may not be larger than anything it could mean', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start();
    const most = new Uint8Array(limits.jsonBody + 1).fill(0x20);
    assert.equal(await post(service, arn, most), 'RequestEntityTooLargeException 413');
    assert.equal(await post(service, arn, most.subarray(1)), 'SerializationException 400');
  });

  test('of a type that is no JSON does not invoke a function', async (t) => {
    const service = await scriptedEmulator(t);
    service.plain.always((invocation) => invocation.reply('null'));
    const statusOf = async (type: string) => {
      const url = `${service.emulator.url}/2015-03-31/functions/plain/invocations`;
      const answer = await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': type } });
      return answer.status;
    };
    for (const type of [
      'text/xml',
      'application/soap+xml; charset=utf-8',
      'image/png',
      'multipart/form-data',
    ])
      assert.equal(await statusOf(type), 415, type);
    for (const type of ['application/json', 'application/octet-stream', 'application/x-www-form-urlencoded'])
      assert.equal(await statusOf(type), 200, type);
  });
});

test('a page holds fewer than asked for when more would not fit into an answer', async (t) => {
  const service = await scriptedEmulator(t);
  const large = Array.from({ length: 8 }, (_, index) =>
    update('STEP', 'SUCCEED', `s${index}`, { Payload: '"'.repeat(megabyte / 2) }),
  );
  const pagesOf = async (path: string, list: 'Operations' | 'Events') => {
    const counts: number[] = [];
    let marker = '';
    do {
      const answer = await fetch(`${service.emulator.url}${path}&Marker=${encodeURIComponent(marker)}`);
      const body = await answer.text();
      assert.ok(Buffer.byteLength(body) <= limits.syncPayload);
      const { [list]: items, NextMarker = '' } = JSON.parse(body);
      counts.push(items.length);
      marker = NextMarker;
    } while (marker !== '');
    return counts;
  };
  await during(service, async (invocation) => {
    await invocation.checkpoint(service.lambda, ...large);
    const execution = `/2025-12-01/durable-executions/${encodeURIComponent(invocation.arn)}`;
    const token = encodeURIComponent(invocation.token ?? '');
    const state = `${execution}/state?MaxItems=1000&CheckpointToken=${token}`;
    // Beside the steps there is the execution itself, and that it started.
    assert.deepEqual(await pagesOf(state, 'Operations'), [5, 4]);
    assert.deepEqual(await pagesOf(`${execution}/history?MaxItems=1000`, 'Events'), [5, 4]);
  });
});

test('a client context is an object in base64', async (t) => {
  const service = await scriptedEmulator(t);
  const words =
    'InvalidRequestContentException 400: Client context must be a valid Base64-encoded JSON object.';
  for (const ClientContext of ['{}', btoa('[]'), btoa('null'), btoa('{')])
    assert.equal(await invokePlain(service, { ClientContext }), words, ClientContext);
});
