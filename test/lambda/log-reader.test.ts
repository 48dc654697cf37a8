import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/cli/failure.ts';
import { connect } from '../../src/lambda/client.ts';
import type { LogPage } from '../../src/lambda/log-query.ts';
import { LogReader } from '../../src/lambda/log-reader.ts';
import type { Clock } from '../../src/model/time.ts';

// Nobody waits on it.
const clock: Clock = {
  now: () => 0,
  after(_, call) {
    setImmediate(call);
    return { [Symbol.dispose]: () => {} };
  },
};

const { signal } = new AbortController();

/** A reader of a group that answers each call with the next of these, and what it tells of trouble. */
function reading(...answers: readonly (Failure | readonly string[])[]) {
  const troubles: unknown[] = [];
  let call = 0;
  const lambda = {
    ...connect({ endpoint: undefined, environment: {} }),
    async filterLogEvents(): Promise<LogPage> {
      const answer = answers[call++] ?? [];
      if (answer instanceof Failure) throw answer;
      const events = answer.map((id) => ({ eventId: id, logStreamName: 's', timestamp: 1, message: id }));
      return { events };
    },
  };
  const reader = new LogReader(lambda, clock, 'group', 0, (error) => void troubles.push(error));
  const read = async () => (await reader.read(signal)).map(({ text }) => text);
  return { reader, read, troubles };
}

const throttled = new Failure({ code: 'throttled', message: 'slower' });

test('a throttled read is tried again, and nobody hears of it', async () => {
  const { reader, read, troubles } = reading(throttled, throttled, ['a'], throttled, ['a', 'b']);
  assert.equal((await reader.between({ start: 0, end: 5 }, signal)).length, 1);
  assert.deepEqual(await read(), ['b']);
  assert.deepEqual(troubles, []);
});

test('other trouble is told once, and the next read may be better', async () => {
  const odd = new Failure({ code: 'service-error', message: 'odd' });
  const { read, troubles } = reading(odd, odd, ['a']);
  assert.deepEqual([await read(), await read(), await read()], [[], [], ['a']]);
  assert.deepEqual(troubles, [odd]);
});
