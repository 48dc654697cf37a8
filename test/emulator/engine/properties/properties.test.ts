import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decide, nextDeadline } from '../../../../src/emulator/engine/decide.ts';
import type { DurableExecution } from '../../../../src/emulator/engine/durable-execution.ts';
import { fold } from '../../../../src/emulator/engine/evolve.ts';
import { operationPage, type PageLimits } from '../../../../src/emulator/engine/operation-pages.ts';
import { isAwake, pendingWork } from '../../../../src/emulator/engine/pending-work.ts';
import { values } from '../../../../src/emulator/engine/persistent-map.ts';
import { checkpointAnswer } from '../../../../src/emulator/engine/views.ts';
import type { Operation } from '../../../../src/model/wire.ts';
import { tick } from '../commands.ts';
import { plain } from '../given.ts';
import { deeds } from './deeds.ts';
import { live, type Moment } from './life.ts';
import { isEnd, naiveDeadline } from './naive.ts';

/** Holds at every moment of any life. A failure prints the seed and the shortest life that shows it. */
function always(claim: string, check: (moment: Moment) => void): void {
  throughLives(claim, (life) => {
    for (const moment of life) check(moment);
  });
}

function throughLives(claim: string, check: (life: Iterable<Moment>) => void): void {
  test(claim, () => {
    fc.assert(
      fc.property(deeds, (deeds) => {
        const moments: Moment[] = [];
        try {
          check(remembered(live(deeds), moments));
        } catch (cause) {
          throw new Error(moments.map(told).join('\n'), { cause });
        }
      }),
      { numRuns: 150, includeErrorInReport: true },
    );
  });
}

function* remembered(life: Iterable<Moment>, moments: Moment[]): Generator<Moment> {
  for (const moment of life) {
    moments.push(moment);
    yield moment;
  }
}

function told({ command, now, made, isRefused }: Moment): string {
  const result = isRefused ? 'refused' : JSON.stringify(made);
  return `${new Date(now).toISOString()} ${JSON.stringify(command)} -> ${result}`;
}

const operationsOf = ({ after }: Moment): readonly Operation[] =>
  [...values(after.operations)].map(({ operation }) => operation);

throughLives('what is read back from a file is the state that was lived through', (life) => {
  const last = [...life].at(-1);
  if (last) assert.deepEqual(plain(fold(JSON.parse(JSON.stringify(last.events)))), plain(last.after));
});

throughLives('what has happened is taken in, in whatever order it is told', (life) => {
  const events = [...life].at(-1)?.events ?? [];
  const [first, ...others] = events;
  assert.doesNotThrow(() => fold(first ? [first, ...others.toReversed()] : []));
  assert.equal(fold(others.filter(({ EventType }) => EventType !== 'ExecutionStarted')), undefined);
});

always('nothing is left to do at the same time: a second tick is nothing', ({ after, now, isRefused }) => {
  if (!isRefused) assert.deepEqual(decide(after, tick, now), []);
});

always('the next deadline is the earliest of all, and never past', ({ after, events, now, isRefused }) => {
  assert.equal(nextDeadline(after), naiveDeadline(events));
  if (!isRefused) assert.ok((nextDeadline(after) ?? Infinity) > now);
});

always('what is over stays as it is', ({ before, after }) => {
  if (before.closed) assert.equal(after.closed, before.closed);
  const over = [...values(before.operations)].filter(({ operation }) => operation.EndTimestamp);
  const now = new Set(values(after.operations));
  for (const operation of over) assert.ok(now.has(operation));
});

always('an execution ends once, and then only its invocation does', ({ events }) => {
  const end = events.findIndex(({ EventType }) => isEnd(EventType));
  const later = end < 0 ? [] : events.slice(end + 1).map(({ EventType }) => EventType);
  assert.ok(later.length <= 1 && later.every((type) => type === 'InvocationCompleted'), String(later));
});

always('public events are numbered without a gap', ({ after, events }) => {
  assert.equal(after.eventId, events.filter(({ EventType }) => !EventType.startsWith('_')).length);
});

always('events stand in the order of time', ({ events }) => {
  const times = events.map(({ EventTimestamp }) => EventTimestamp);
  assert.deepEqual(times, times.toSorted());
});

always('a refused command changes nothing', ({ before, after, isRefused }) => {
  if (isRefused) assert.equal(after, before);
});

always('what may be suspended for is counted right', (moment) => {
  const suspending = operationsOf(moment).filter(({ Type, Status }) =>
    Type === 'STEP'
      ? Status === 'PENDING' || Status === 'READY'
      : ['WAIT', 'CALLBACK', 'CHAINED_INVOKE'].includes(Type) && Status === 'STARTED',
  );
  assert.equal(moment.after.suspending, suspending.length);
});

always('the open chained invokes are those that have started and not ended', (moment) => {
  const open = operationsOf(moment).filter(
    ({ Type, Status }) => Type === 'CHAINED_INVOKE' && Status === 'STARTED',
  );
  assert.deepEqual([...moment.after.openInvokes].sort(), open.map(({ Id }) => Id).sort());
});

always('there is one invocation at a time', ({ after, events }) => {
  const begun = events.filter(({ EventType }) => EventType === '_InvocationStarted').length;
  const ended = events.filter(({ EventType }) => EventType === 'InvocationCompleted').length;
  assert.equal(begun - ended, after.invocation ? 1 : 0);
  assert.equal(begun, after.invocations);
});

always('a checkpoint shows what it did, each operation once, and leaves nothing unseen', (moment) => {
  const { command, made, after } = moment;
  if (command.type !== 'Checkpoint' || made.at(-1)?.EventType !== '_Checkpointed') return;
  const shown = checkpointAnswer(after).operations.map(({ Id }) => Id);
  assert.equal(after.unseen.size, 0);
  assert.equal(new Set(shown).size, shown.length);
  for (const { Id, Type } of command.updates) assert.ok(Type === 'EXECUTION' || shown.includes(Id), Id);
});

always('an execution that sleeps has something to wake it', ({ after }) => {
  const isAsleep = !after.closed && !isAwake(after) && after.retryAt === undefined;
  assert.ok(!isAsleep || after.suspending > 0);
});

always('work is invoking or starting while it lasts, and none afterwards', ({ after }) => {
  const types = pendingWork(after).map(({ type }) => type);
  assert.ok(types.filter((type) => type === 'Invoke').length <= (after.invocation ? 0 : 1));
  assert.ok(!after.closed || types.length === 0);
});

throughLives('whenever the function sleeps it has been shown how all operations are', (life) => {
  const shown = new Map<string, Operation>();
  for (const moment of life) {
    const { after, made } = moment;
    for (const operation of shownBy(moment)) shown.set(operation.Id, operation);
    const hasSuspended = made.at(-1)?.EventType === 'InvocationCompleted' && !isAwake(after);
    if (!hasSuspended || after.closed || after.retryAt) continue;
    const others = operationsOf(moment).filter(({ Type }) => Type !== 'EXECUTION');
    for (const operation of others) assert.equal(shown.get(operation.Id), operation);
  }
});

function shownBy(moment: Moment): readonly Operation[] {
  const last = moment.made.at(-1)?.EventType;
  if (last === '_InvocationStarted') return operationsOf(moment);
  return last === '_Checkpointed' ? checkpointAnswer(moment.after).operations : [];
}

throughLives('pages of any size together are the whole', (life) => {
  const state = [...life].at(-1)?.after;
  if (!state) return;
  const whole = operationPage(state, undefined, { maxItems: Infinity, maxBytes: Infinity });
  for (const size of [1, 2, 3, 5]) {
    const pages = pagesOf(state, { maxItems: size, maxBytes: 600 });
    for (const page of pages) assert.ok(page.length >= 1 && page.length <= size);
    assert.deepEqual(pages.flat(), whole.operations);
  }
});

function pagesOf(state: DurableExecution, limits: PageLimits): readonly (readonly Operation[])[] {
  const pages: (readonly Operation[])[] = [];
  let marker: string | undefined;
  do {
    const page = operationPage(state, marker, limits);
    pages.push(page.operations);
    marker = page.nextMarker;
  } while (marker !== undefined);
  return pages;
}
