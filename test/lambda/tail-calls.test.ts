import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Failure } from '../../src/cli/failure.ts';
import { withinBudget } from '../../src/lambda/call-budget.ts';
import type { Lambda } from '../../src/lambda/client.ts';
import { NewExecutions } from '../../src/lambda/new-executions.ts';
import { type TailQuery, tailedEvents } from '../../src/lambda/tailed-events.ts';
import { TailedExecutions } from '../../src/lambda/tailed-executions.ts';
import type { Clock } from '../../src/model/time.ts';
import { type Emulated, emulated } from '../commands/emulated.ts';

const minute = 60_000;
const hour = 60 * minute;

let there: Emulated;

before(async () => {
  there = await emulated(['order', 'failing']);
});
after(() => there.close());

/** A clock that leaps to its next timer as soon as nobody waits for an answer. */
class LeapingClock implements Clock {
  readonly began = Date.now();
  #now = this.began;
  #timers: { readonly due: number; readonly call: () => void }[] = [];
  /** Calls to the service that are under way. */
  busy = 0;

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, call: () => void): Disposable {
    const timer = { due: this.#now + milliseconds, call };
    this.#timers.push(timer);
    return { [Symbol.dispose]: () => void this.#remove(timer) };
  }

  /** Resolves when so much time has gone by. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    while (this.#now < end) {
      await this.#quiet();
      const [next] = this.#timers.sort((one, other) => one.due - other.due);
      this.#now = Math.min(end, next?.due ?? end);
      if (next && next.due <= this.#now) this.#remove(next).call();
    }
  }

  async #quiet(): Promise<void> {
    for (let still = 0; still < 4; still = this.busy > 0 ? 0 : still + 1) await setImmediate();
  }

  #remove<Timer>(timer: Timer): Timer {
    this.#timers = this.#timers.filter((one) => one !== timer);
    return timer;
  }
}

/** The emulator as if it were far away; keeps when it was asked, in milliseconds from the beginning. */
function farAway(clock: LeapingClock, isRefused: (call: number) => boolean = () => false) {
  const calls: number[] = [];
  const counted =
    <Input, Answer>(call: (input: Input, signal?: AbortSignal) => Promise<Answer>) =>
    async (input: Input, signal?: AbortSignal): Promise<Answer> => {
      if (isRefused(calls.push(clock.now() - clock.began)))
        throw new Failure({ code: 'throttled', message: 'slower', exitCode: 10 });
      clock.busy++;
      try {
        return await call(input, signal);
      } finally {
        clock.busy--;
      }
    };
  const { getDurableExecutionHistory, listDurableExecutionsByFunction, listVersionsByFunction } =
    there.lambda;
  const lambda: Lambda = {
    ...there.lambda,
    isLocal: false,
    getDurableExecutionHistory: counted(getDurableExecutionHistory),
    listDurableExecutionsByFunction: counted(listDurableExecutionsByFunction),
    listVersionsByFunction: counted(listVersionsByFunction),
  };
  return { lambda, calls };
}

/** Follows for as long as it is told to; returns the names of all events in the order they were given. */
function follow(clock: Clock, lambda: Lambda, query: Partial<TailQuery>) {
  const end = new AbortController();
  const seen: string[] = [];
  const all: TailQuery = {
    executions: new TailedExecutions(),
    functions: [],
    withChildren: false,
    isWanted: () => true,
    liveLambda: withinBudget(lambda, clock),
    onGone: () => {},
    ...query,
  };
  const done = (async () => {
    const tail = tailedEvents(lambda, clock, all);
    for (const part of [tail.soFar(end.signal), tail.live(end.signal)])
      for await (const events of part) for (const { event } of events) seen.push(event.EventType);
  })().catch((error) => assert.equal(error, end.signal.reason));
  return {
    seen,
    async end() {
      end.abort();
      await done;
    },
  };
}

/** One after the other, so that one process of the function serves them all. */
async function parked(...names: readonly string[]): Promise<readonly string[]> {
  const arns: string[] = [];
  for (const name of names) arns.push(await there.started('order', name, orderOf(name), 'suspended'));
  return arns;
}

const orderOf = (orderId: string) => ({ orderId, items: [{ price: 3, quantity: 2 }] });

const between = (calls: readonly number[], from: number, to: number): number =>
  calls.filter((time) => time >= from && time < to).length;

describe('what following costs', () => {
  test('an execution parked for an hour: two calls a minute at last', async () => {
    const clock = new LeapingClock();
    const { lambda, calls } = farAway(clock);
    const executions = new TailedExecutions();
    for (const arn of await parked('one')) executions.add(arn);
    const following = follow(clock, lambda, { executions });
    await clock.pass(hour);
    await following.end();
    assert.deepEqual(following.seen, [
      'ExecutionStarted',
      'StepStarted',
      'StepSucceeded',
      'CallbackStarted',
      'InvocationCompleted',
    ]);
    assert.ok(calls.length < 190, `${calls.length} calls`);
    assert.ok(between(calls, 50 * minute, hour) <= 21);
    assert.ok(between(calls, 0, minute) >= 20);
  });

  test('many parked ones never take more than their share', async () => {
    const clock = new LeapingClock();
    const { lambda, calls } = farAway(clock);
    const executions = new TailedExecutions();
    for (const arn of await parked('1', '2', '3', '4', '5', '6')) executions.add(arn);
    const following = follow(clock, lambda, { executions });
    await clock.pass(2 * minute);
    await following.end();
    assert.equal(following.seen.length, 30);
    for (let second = 3_000; second < minute; second += 1_000)
      assert.ok(between(calls, second, second + 1_000) <= 11, `second ${second / 1_000}`);
    assert.ok(calls.length < 6 * 50, `${calls.length} calls`);
  });

  test('new executions of a quiet function are asked for four times a minute', async () => {
    const clock = new LeapingClock();
    const { lambda, calls } = farAway(clock);
    const following = follow(clock, lambda, {
      functions: [new NewExecutions(clock, { functionName: 'failing' })],
    });
    await clock.pass(20 * minute);
    await following.end();
    // A function without executions is also asked for its versions.
    assert.ok(calls.length < 2 * 4 * 20 + 60, `${calls.length} calls`);
  });

  test('a service that throttles a third of all is asked less, and nothing is missed', async () => {
    const clock = new LeapingClock();
    const { lambda, calls } = farAway(clock, (call) => call > 6 && call % 3 === 0);
    const executions = new TailedExecutions();
    const arns = await parked('a', 'b', 'c', 'd', 'e', 'f');
    for (const arn of arns) executions.add(arn);
    const following = follow(clock, lambda, { executions });
    await clock.pass(minute);
    for (const arn of arns) await there.durcb(['stop', arn]);
    await clock.pass(2 * minute);
    await following.end();
    assert.equal(following.seen.length, 6 * arns.length);
    assert.ok(between(calls, 10_000, minute) <= 100, `${between(calls, 10_000, minute)} calls`);
  });
});
