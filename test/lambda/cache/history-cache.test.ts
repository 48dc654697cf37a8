import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { readHistory } from '../../../src/lambda/history.ts';
import type { HistoryEvent } from '../../../src/lambda/history-event.ts';
import { applyEvent, type Operations } from '../../../src/lambda/operations.ts';
import { collect } from '../collect.ts';
import { historyOf } from '../history-of.ts';
import { anyHistory } from './any-history.ts';
import { temporaryStore } from './temporary-cache.ts';
import { type Telling, toldHistory } from './told-history.ts';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f:1/durable-execution/e/1';
const query = { DurableExecutionArn: arn, withData: false };

const foldedOf = (events: readonly HistoryEvent[]): Operations => {
  const operations: Operations = new Map();
  for (const event of events) applyEvent(operations, event);
  return operations;
};

test('what is known and what came behind it are what a full read gives, wherever it was cut', async (t) => {
  const { openHistories } = temporaryStore(t);
  let execution = 0;
  const property = fc.asyncProperty(
    anyHistory,
    fc.array(fc.nat(80), { maxLength: 4 }),
    fc.integer({ min: 1, max: 30 }),
    fc.infiniteStream(fc.nat(3)),
    async (events, cuts, pageSize, growth) => {
      const DurableExecutionArn = `${arn}${execution++}`;
      for (const cut of [...cuts.toSorted((one, other) => one - other), events.length]) {
        let there = Math.max(1, cut);
        // More may come while it is read.
        const length = () => {
          there += growth.next().value ?? 0;
          return there;
        };
        const service = toldHistory(events, { pageSize, length, cache: openHistories() });
        const read = await collect(readHistory(service, { DurableExecutionArn, withData: false }));
        assert.ok(read.length >= Math.min(cut, events.length));
        assert.deepEqual(read, events.slice(0, read.length));
        assert.deepEqual(foldedOf(read), foldedOf(events.slice(0, read.length)));
      }
    },
  );
  await fc.assert(property, { numRuns: 30 });
});

const started = { EventType: 'ExecutionStarted' } as const;
const suspended = { EventType: 'InvocationCompleted' } as const;
const waits = {
  EventType: 'CallbackStarted',
  Id: 'c',
  CallbackStartedDetails: { CallbackId: 'id' },
} as const;
const answered = { EventType: 'CallbackSucceeded', Id: 'c' } as const;
const open = historyOf(started, waits, suspended);
const closed = historyOf(started, waits, suspended, answered, suspended, { EventType: 'ExecutionSucceeded' });

/** Reads a history as one run after another does, and says what each asked. */
function runs(t: Parameters<typeof temporaryStore>[0]) {
  const there = temporaryStore(t);
  async function read(events: readonly HistoryEvent[], telling: Telling = {}, withData = false) {
    const service = toldHistory(events, { ...telling, cache: there.openHistories() });
    const seen = await collect(readHistory(service, { ...query, withData }));
    return { seen, asked: service.asked.map(({ MaxItems, ReverseOrder }) => ({ MaxItems, ReverseOrder })) };
  }
  return { ...there, read };
}

const whole = { MaxItems: 1000, ReverseOrder: false };
const back = { MaxItems: 20, ReverseOrder: true };

describe('the history', () => {
  test('of a closed execution is read once', async (t) => {
    const { read } = runs(t);
    assert.deepEqual((await read(closed)).asked, [whole]);
    assert.deepEqual(await read(closed), { seen: closed, asked: [] });
  });

  test('of a running one is read back to what is known', async (t) => {
    const { read } = runs(t);
    await read(open);
    assert.deepEqual(await read(open), { seen: open, asked: [back] });
    assert.deepEqual(await read(closed), { seen: closed, asked: [back] });
    assert.deepEqual(await read(closed), { seen: closed, asked: [] });
  });

  test('is read with its payloads when they are asked for, and known from then on', async (t) => {
    const { read } = runs(t);
    assert.deepEqual((await read(closed, {}, true)).asked, [whole]);
    assert.deepEqual((await read(closed, {}, true)).asked, [whole]);
    assert.deepEqual((await read(closed)).asked, []);
  });

  test('may still get the end of an invocation behind its own, unless that was the end of it', async (t) => {
    const { read, clock } = runs(t);
    const stopped = historyOf(started, waits, { EventType: 'ExecutionStopped' });
    const late = stopped.map((event) => ({ ...event, EventTimestamp: new Date(clock.now()) }));
    await read(late);
    assert.deepEqual((await read(late)).asked, [back]);
    // Nobody has looked since then whether anything came.
    clock.advance(21 * 60_000);
    const [last] = historyOf(suspended);
    const ended = [...late, { ...(last ?? assert.fail()), EventId: 4 }];
    assert.deepEqual(await read(ended), { seen: ended, asked: [back] });
    assert.deepEqual((await read(ended)).asked, []);
  });

  test('gets nothing more so long behind the end that no invocation can still run', async (t) => {
    const { read, clock } = runs(t);
    const stopped = historyOf(started, waits, { EventType: 'ExecutionStopped' });
    const longAgo = stopped.map((event) => ({ ...event, EventTimestamp: new Date(clock.now()) }));
    clock.advance(21 * 60_000);
    await read(longAgo);
    assert.deepEqual((await read(longAgo)).asked, []);
  });

  test('is read anew when it does not fit to what is known', async (t) => {
    const { read } = runs(t);
    await read(open);
    const other = open.map((event) => ({ ...event, EventTimestamp: new Date(5) }));
    assert.deepEqual(await read(other), { seen: other, asked: [back, whole] });
  });

  test('is read anew when events are missing between, and is not kept', async (t) => {
    const { read } = runs(t);
    await read(open);
    const holed = closed.filter(({ EventId }) => EventId !== 5);
    assert.deepEqual(await read(holed), { seen: holed, asked: [back, whole] });
    assert.deepEqual(await read(closed), { seen: closed, asked: [back] });
  });

  test('is not kept when its reader leaves before the end', async (t) => {
    const { read, openHistories } = runs(t);
    const service = toldHistory(closed, { pageSize: 2, cache: openHistories() });
    for await (const _ of readHistory(service, query)) break;
    assert.deepEqual((await read(closed)).asked, [whole]);
  });

  test('is not kept when it has a kind of event that durcb does not know', async (t) => {
    const { read } = runs(t);
    const strange = closed.map((event) => ({ ...event }));
    Object.assign(strange[1] ?? {}, { EventType: 'StepPaused' });
    assert.deepEqual((await read(strange)).seen, strange);
    assert.deepEqual((await read(strange)).asked, [whole]);
  });
});
