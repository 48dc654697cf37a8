import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Timers } from '../../../src/emulator/host/timers.ts';
import { openMemoryJournal } from '../../../src/emulator/journal/memory-journal.ts';
import { ManualClock } from '../../manual-clock.ts';
import { scriptedEmulator } from '../scripted-emulator.ts';
import { startCallback, startWait } from '../updates.ts';

describe('waits', () => {
  test('that end together wake the function once', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.startSuspended(startWait('a', 5), startWait('b', 3), startWait('c', 5));
    service.clock.advance(3000);
    const second = await service.order.next();
    assert.deepEqual(second.input.UpdatedOperationIds, ['b']);
    second.suspend();
    service.clock.advance(2000);
    const third = await service.order.next();
    assert.deepEqual(third.input.UpdatedOperationIds, ['a', 'c']);
    third.succeed();
    await service.ended(arn);
    const types = await service.eventTypes(arn);
    assert.equal(types.filter((type) => type === 'InvocationCompleted').length, 3);
  });

  test('are not early by a millisecond', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.startSuspended(startWait('w', 5));
    const begin = service.clock.now();
    service.clock.advance(4999);
    service.clock.advance(1);
    (await service.order.next()).succeed();
    await service.ended(arn);
    const ended = (await service.events(arn)).find(({ EventType }) => EventType === 'WaitSucceeded');
    assert.equal(Number(ended?.EventTimestamp) - begin, 5000);
  });

  test('of many executions end at their own times', async (t) => {
    const service = await scriptedEmulator(t);
    const arns: string[] = [];
    for (const seconds of [3, 1, 2]) arns.push(await service.startSuspended(startWait('w', seconds)));
    const woken: (string | undefined)[] = [];
    for (let seconds = 1; seconds <= 3; seconds++) {
      service.clock.advance(1000);
      const invocation = await service.order.next();
      woken.push(invocation.arn);
      invocation.succeed();
    }
    assert.deepEqual(woken, [arns[1], arns[2], arns[0]]);
  });
});

describe('the execution timeout', () => {
  test('closes an execution that sleeps', async (t) => {
    const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 60 } });
    const { arn } = await service.startCallback({ TimeoutSeconds: 300 });
    const ended = service.ended(arn);
    service.clock.advance(60_000);
    await ended;
    const types = await service.eventTypes(arn);
    assert.deepEqual(types.slice(3), ['ExecutionTimedOut']);
    assert.equal(service.order.untaken, 0);
  });

  test('lets a running invocation end, but does not listen to it', async (t) => {
    const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 60 } });
    const arn = await service.start();
    const invocation = await service.order.next();
    const ended = service.ended(arn);
    service.clock.advance(60_000);
    await ended;
    const late = invocation.checkpoint(service.lambda, startCallback('c'));
    await assert.rejects(late, { message: 'Invalid checkpoint token' });
    invocation.succeed('"late"');
    // Its end is stored before the function runs again.
    await service.startCallback();
    const types = ['ExecutionStarted', 'ExecutionTimedOut', 'InvocationCompleted'];
    assert.deepEqual(await service.eventTypes(arn), types);
    const { Status, Result } = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
    assert.deepEqual([Status, Result], ['TIMED_OUT', undefined]);
  });
});

/** Timers over a journal in which nothing is ever due. */
function idleTimers(clock: ManualClock) {
  const journal = openMemoryJournal();
  const asked: number[] = [];
  const watched = {
    due: (now: number) => {
      asked.push(now);
      return journal.due(now);
    },
    earliestDeadline: () => journal.earliestDeadline(),
  };
  return { timers: new Timers({ clock, journal: watched, tick: async () => {}, log: () => {} }), asked };
}

describe('there is one alarm', () => {
  test('it rings at the earliest deadline that was noted', () => {
    const clock = new ManualClock();
    const begin = clock.now();
    const { timers, asked } = idleTimers(clock);
    for (const seconds of [5, 3, 9]) timers.note(begin + seconds * 1000);
    timers.note(undefined);
    clock.advance(60_000);
    assert.deepEqual(asked, [begin + 3000]);
  });

  test('it does not ring after the end', () => {
    const clock = new ManualClock();
    const { timers, asked } = idleTimers(clock);
    timers.note(clock.now() + 1000);
    timers.close();
    timers.note(clock.now() + 2000);
    clock.advance(60_000);
    assert.deepEqual(asked, []);
  });
});
