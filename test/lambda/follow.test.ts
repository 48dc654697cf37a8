import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { GetDurableExecutionHistoryRequest } from '@aws-sdk/client-lambda';
import { Failure } from '../../src/cli/failure.ts';
import { followHistory } from '../../src/lambda/follow.ts';
import type { Clock } from '../../src/model/time.ts';
import { collect } from './collect.ts';
import { historyOf, type Told } from './history-of.ts';

const step: Told = { EventType: 'StepStarted', Id: 's' };
const end: Told = { EventType: 'ExecutionSucceeded' };

/** A clock on which no time is lost: whoever waits is called at once. Keeps how long each waited. */
function jumpingClock(): Clock & { readonly delays: number[] } {
  const delays: number[] = [];
  let now = 0;
  return {
    delays,
    now: () => now,
    after(milliseconds, call) {
      delays.push(milliseconds);
      now += milliseconds;
      setImmediate(call);
      return { [Symbol.dispose]: () => {} };
    },
  };
}

/** A history that is so many events long at each poll; a failure in its place is thrown. */
function growing(...polls: readonly (number | Failure)[]) {
  const longest = Math.max(...polls.map((poll) => (typeof poll === 'number' ? poll : 0)));
  const events = historyOf({ EventType: 'ExecutionStarted' }, ...Array(longest - 2).fill(step), end);
  let asked = 0;
  const sizes: number[] = [];
  const lambda = {
    isLocal: false,
    async getDurableExecutionHistory({ ReverseOrder, Marker, MaxItems = 100 }: Question) {
      const poll = Marker ? polls[asked - 1] : polls[asked++];
      if (typeof poll !== 'number') throw poll;
      const so = events.slice(0, poll);
      const ordered = ReverseOrder ? so.reverse() : so;
      const from = Number(Marker ?? 0);
      const Events = ordered.slice(from, from + MaxItems);
      sizes.push(Events.length);
      const NextMarker = from + MaxItems < ordered.length ? String(from + MaxItems) : undefined;
      return { Events, NextMarker };
    },
  };
  return { lambda, sizes };
}

type Question = Pick<GetDurableExecutionHistoryRequest, 'ReverseOrder' | 'Marker' | 'MaxItems'>;

async function follow(...polls: readonly (number | Failure)[]) {
  const { lambda, sizes } = growing(...polls);
  const clock = jumpingClock();
  const query = { DurableExecutionArn: 'arn', withData: false };
  const events = await collect(followHistory(lambda, clock, query, new AbortController().signal));
  return { ids: events.map(({ EventId }) => EventId), delays: clock.delays, sizes };
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const throttled = new Failure({ code: 'throttled', message: 'slower', exitCode: 10 });

describe('following a history', () => {
  test('reads an ended one and asks no more', async () => {
    const { ids, delays } = await follow(5);
    assert.deepEqual([ids, delays], [upTo(5), []]);
  });

  test('gives each event once, in order, however many come at a time', async () => {
    const { ids } = await follow(1, 4, 4, 5, 2500, 2501, 4000);
    assert.deepEqual(ids, upTo(4000));
  });

  test('asks for little while little happens', async () => {
    const { sizes } = await follow(900, 901, 901, 903);
    assert.deepEqual(sizes, [900, 20, 20, 20]);
  });

  test('asks ever more seldom while nothing happens, and soon again when something does', async () => {
    const quiet = Array(100).fill(2);
    const { delays } = await follow(2, ...quiet, 3, 4);
    assert.deepEqual(delays.slice(0, 13), [...Array(11).fill(500), 550, 605]);
    assert.deepEqual(delays.slice(-3), [5_000, 5_000, 500]);
  });

  test('bears throttling and a lost network for a while', async () => {
    const { ids, delays } = await follow(1, throttled, throttled, 3);
    assert.deepEqual([ids, delays], [upTo(3), [500, 1000, 2000]]);
  });

  test('but not for ever, and not what will not pass', async () => {
    await assert.rejects(follow(1, ...Array(6).fill(throttled), 3), throttled);
    const denied = new Failure({ code: 'access-denied', message: 'no' });
    await assert.rejects(follow(1, denied, 3), denied);
  });
});
