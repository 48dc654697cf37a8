import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definition, node, python, testHost, withoutPython } from './test-host.ts';

test('lines of both streams are told, and the invocation has its own', async (t) => {
  const { invoke, lines } = testHost(t, definition(node('logs.mjs')));
  const first = await invoke({ lines: 2 });
  assert.match(first.log, /^while loading\n/);
  const second = await invoke({ lines: 2 });
  for (const { log } of [first, second]) {
    for (const line of ['line 1', 'line 2', 'to stderr']) assert.ok(log.includes(`${line}\n`), log);
  }
  assert.doesNotMatch(second.log, /while loading/);
  assert.equal(lines.filter((line) => line.endsWith('line 1')).length, 2);
});

test('an invocation keeps the last 4 KB of its log', async (t) => {
  const { invoke } = testHost(t, definition(node('logs.mjs')));
  const { log } = await invoke({ lines: 5000 });
  assert.ok(Buffer.byteLength(log) <= 4096);
  assert.match(log, /line 5000\n/);
});

test('a reply over 6 MB and 100 bytes fails the invocation, not the worker', async (t) => {
  const { invoke } = testHost(t, definition(node('large-reply.mjs')));
  const fits = Object(await invoke({ bytes: 6_291_556 }));
  assert.equal(fits.payload.length, 6_291_556);
  assert.deepEqual(await invoke({ bytes: 6_291_557 }), {
    kind: 'error',
    error: {
      ErrorType: 'Function.ResponseSizeTooLarge',
      ErrorMessage:
        'Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).',
    },
    log: '',
  });
  assert.equal((await invoke({ bytes: 10 })).kind, 'response');
});

test('the lines of the threads of a Python function do not mix', { skip: withoutPython }, async (t) => {
  const { invoke, lines } = testHost(t, definition(python('prints_from_threads.py')));
  await invoke();
  assert.equal(lines.filter((line) => /^[a-h] \d+$/.test(line)).length, 800);
});
