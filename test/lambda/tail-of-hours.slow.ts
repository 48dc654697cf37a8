import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { GetDurableExecutionHistoryRequest } from '@aws-sdk/client-lambda';
import { withinBudget } from '../../src/lambda/call-budget.ts';
import { connect, type Lambda } from '../../src/lambda/client.ts';
import { ExecutionLogs } from '../../src/lambda/execution-logs.ts';
import { NewExecutions } from '../../src/lambda/new-executions.ts';
import { tailedEvents } from '../../src/lambda/tailed-events.ts';
import { TailedExecutions } from '../../src/lambda/tailed-executions.ts';
import { withLogs } from '../../src/lambda/with-logs.ts';
import { ManualClock } from '../manual-clock.ts';
import { historyOf } from './history-of.ts';

// An execution begins so often, and prints a line after a second; milliseconds.
const every = 4_000;
const lasts = 3_000;
const hours = 2;

const prefix = 'arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST/durable-execution/e/';
const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** A function far away whose executions come and go, as time goes by. */
function busyFunction(clock: ManualClock): Lambda {
  const start = clock.now();
  const begin = (index: number) => start + index * every;
  /** Those that began after a time. */
  const since = (time: number) => {
    const [first, last] = [Math.floor((time - start) / every) + 1, Math.floor((clock.now() - start) / every)];
    return Array.from({ length: last - Math.max(0, first) + 1 }, (_, index) => Math.max(0, first) + index);
  };
  const listed = (index: number) => ({
    DurableExecutionArn: prefix + idOf(index),
    DurableExecutionName: 'e',
    FunctionArn: 'f',
    Status: clock.now() < begin(index) + lasts ? ('RUNNING' as const) : ('SUCCEEDED' as const),
    StartTimestamp: new Date(begin(index)),
  });
  const eventsOf = (RequestId: string) => {
    const at = (milliseconds: number) => new Date(begin(Number(RequestId.split('-').at(-1))) + milliseconds);
    const details = { RequestId, StartTimestamp: at(0), EndTimestamp: at(2_500) };
    const events = historyOf(
      { EventType: 'ExecutionStarted' },
      { EventType: 'InvocationCompleted', InvocationCompletedDetails: details },
      { EventType: 'ExecutionSucceeded' },
    );
    const timed = events.map((event, index) => ({
      ...event,
      EventTimestamp: at([0, 2_500, lasts][index] ?? 0),
    }));
    return timed.filter(({ EventTimestamp }) => EventTimestamp.getTime() <= clock.now());
  };
  return {
    ...connect({ endpoint: undefined, environment: {} }),
    async listDurableExecutionsByFunction({ StartedAfter, Statuses, ReverseOrder }) {
      const all = since(StartedAfter?.getTime() ?? start - 1).map(listed);
      const some = all.filter(({ Status }) => !Statuses || Statuses.includes(Status));
      return { DurableExecutions: ReverseOrder ? some : some.reverse() };
    },
    async listVersionsByFunction() {
      return { Versions: [] };
    },
    async getFunctionConfiguration() {
      return { FunctionName: 'f' };
    },
    async getDurableExecutionHistory({
      DurableExecutionArn = '',
      ReverseOrder,
    }: GetDurableExecutionHistoryRequest) {
      const events = eventsOf(DurableExecutionArn.slice(prefix.length));
      return { Events: ReverseOrder ? events.reverse() : events };
    },
    async filterLogEvents({ startTime }) {
      const events = since(startTime - 1_001).map((index) => ({
        eventId: idOf(index),
        logStreamName: 's',
        timestamp: begin(index) + 1_000,
        message: `2026-01-02T03:04:05.678Z\t${idOf(index)}\tINFO\thello`,
      }));
      return { events: events.filter(({ timestamp }) => timestamp <= clock.now()) };
    },
  };
}

test('a tail of hours misses nothing, repeats nothing, and remembers what it needs', async () => {
  const clock = new ManualClock();
  const lambda = busyFunction(clock);
  const executions = new TailedExecutions();
  const tail = tailedEvents(lambda, clock, {
    executions,
    functions: [new NewExecutions(clock, { functionName: 'f' })],
    withChildren: false,
    isWanted: () => true,
    onGone: () => assert.fail(),
    liveLambda: withinBudget(lambda, clock),
  });
  const logs = new ExecutionLogs(lambda, clock, executions, () => assert.fail());
  const logged = withLogs({ tail, logs, executions, clock, lateness: 0 });
  const end = new AbortController();
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const done = (async () => {
    for (const part of [logged.soFar(end.signal), logged.live(end.signal)])
      for await (const items of part)
        for (const one of items) {
          const what = 'event' in one ? one.event.EventType : 'line';
          const key = `${one.DurableExecutionArn} ${what}`;
          assert.ok(!seen.has(key), `${key} comes twice`);
          seen.add(key);
          counts.set(what, (counts.get(what) ?? 0) + 1);
          if ('event' in one) executions.print(one);
        }
  })().catch((error) => assert.equal(error, end.signal.reason));
  let most = 0;
  for (const last = clock.now() + hours * 3_600_000; clock.now() < last; clock.advance(250)) {
    for (let turn = 0; turn < 3; turn++) await setImmediate();
    most = Math.max(most, executions.all.length);
  }
  end.abort();
  await done;
  const begun = (hours * 3_600_000) / every;
  for (const [what, count] of counts) assert.ok(count > begun - 10 && count <= begun, `${what}: ${count}`);
  assert.deepEqual([...counts.keys()].sort(), [
    'ExecutionStarted',
    'ExecutionSucceeded',
    'InvocationCompleted',
    'line',
  ]);
  assert.ok(most < 100, `${most} executions at a time`);
  lambda.close();
});
