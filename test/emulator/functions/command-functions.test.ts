import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beacon } from './beacon.ts';
import { definition, fixture, node, runtime, testHost } from './test-host.ts';

test('a program that speaks the Runtime API serves as a function', async (t) => {
  const { invoke } = testHost(t, definition(runtime('custom-runtime.mjs')));
  const first = await invoke({ n: 1 }, { requestId: 'r-1' });
  assert.partialDeepStrictEqual(first, { result: { id: 'r-1', event: { n: 1 } } });
  const second = await invoke({ n: 2 }, { requestId: 'r-2' });
  assert.partialDeepStrictEqual(second, { result: { id: 'r-2', event: { n: 2 } } });
});

test('a command runs in its folder, with the environment it was given', async (t) => {
  const code = { kind: 'command', command: 'pwd; echo "$COLOUR"; exit 9', directory: fixture('.') } as const;
  const { invoke } = testHost(t, definition(code, { environment: { COLOUR: 'blue' } }));
  const { error, log } = Object(await invoke());
  assert.equal(error.ErrorMessage, 'RequestId: request-1 Error: Runtime exited with error: exit status 9');
  assert.equal(log, `${fixture('.').replace(/\/$/, '')}\nblue\n`);
});

test('a folder that is gone is an error of the invocation', async (t) => {
  const code = { kind: 'command', command: 'true', directory: '/no/such/folder' } as const;
  const { invoke } = testHost(t, definition(code));
  const { error } = Object(await invoke());
  assert.deepEqual(error, {
    ErrorType: 'Runtime.ExitError',
    ErrorMessage: 'RequestId: request-1 Error: Runtime exited with error: there is no folder /no/such/folder',
  });
});

const exits = [
  [0, 'Runtime exited without providing a reason'],
  [1, 'Runtime exited with error: exit status 1'],
  [137, 'Runtime exited with error: exit status 137'],
] as const;

for (const [code, words] of exits) {
  test(`an exit with ${code} is an error of the invocation, and the next has a new worker`, async (t) => {
    const { invoke } = testHost(t, definition(node('exits.mjs')));
    for (const requestId of ['r-1', 'r-2']) {
      const { error } = Object(await invoke({ code }, { requestId }));
      assert.deepEqual(error, {
        ErrorType: 'Runtime.ExitError',
        ErrorMessage: `RequestId: ${requestId} Error: ${words}`,
      });
    }
  });
}

const signals = [
  ['SIGKILL', 'killed'],
  ['SIGSEGV', 'segmentation fault'],
] as const;

for (const [signal, words] of signals) {
  test(`death by ${signal} is told in the service's words`, async (t) => {
    const { invoke } = testHost(t, definition(node('kills-itself.mjs')));
    const { error } = Object(await invoke({ signal }));
    assert.equal(
      error.ErrorMessage,
      `RequestId: request-1 Error: Runtime exited with error: signal: ${words}`,
    );
  });
}

test('an endless loop ends at the timeout, and the process with it', async (t) => {
  const { port, seen } = await beacon(t);
  const { invoke } = testHost(t, definition(node('beacon.mjs'), { timeoutSeconds: 1 }));
  const invoked = invoke({ port, next: 'spin' });
  const worker = await seen();
  assert.deepEqual(await invoked, {
    kind: 'error',
    error: {
      ErrorType: 'Sandbox.Timedout',
      ErrorMessage: 'RequestId: request-1 Error: Task timed out after 1.00 seconds',
    },
    log: '',
  });
  await worker.gone;
});

test('a runtime that ignores signals is killed at the timeout', async (t) => {
  const { port, seen } = await beacon(t);
  const { invoke } = testHost(t, definition(runtime('stubborn.mjs'), { timeoutSeconds: 1 }));
  const invoked = invoke({ port });
  const worker = await seen();
  assert.partialDeepStrictEqual(await invoked, { error: { ErrorType: 'Sandbox.Timedout' } });
  await worker.gone;
});
