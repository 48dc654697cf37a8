import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Journal } from '../../../src/emulator/journal/journal.ts';
import { openMemoryJournal } from '../../../src/emulator/journal/memory-journal.ts';
import { openSqliteJournal } from '../../../src/emulator/journal/sqlite-journal.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';
import { callback, entry, eventsOf, heartbeat, row, step, steps } from './entries.ts';

const stores: Record<string, (context: TestContext) => Journal> = {
  'the SQLite journal': (context) =>
    openSqliteJournal({ directory: temporaryDirectory(context), owner: { pid: process.pid } }),
  'the memory journal': () => openMemoryJournal(),
};

for (const [store, openStore] of Object.entries(stores)) {
  const open = (context: TestContext) => {
    const journal = openStore(context);
    context.after(() => journal.close());
    return journal;
  };

  describe(`${store}: events`, () => {
    test('come back in the order they happened, hidden ones too', async (t) => {
      const journal = open(t);
      const first = [step(1), heartbeat(1), heartbeat(1)];
      const second = [step(2), heartbeat(2)];
      await journal.append(entry('a', { events: first }));
      await journal.append(entry('b', { events: [step(1, 'other')] }));
      await journal.append(entry('a', { events: second }));
      assert.deepEqual(journal.events('a'), eventsOf([...first, ...second]));
      assert.deepEqual(journal.events('b'), eventsOf([step(1, 'other')]));
    });

    test('of an unknown execution are none', (t) => {
      const journal = open(t);
      assert.deepEqual(journal.events('nobody'), []);
      assert.deepEqual(journal.history('nobody', { limit: 10 }), []);
      assert.equal(journal.find('nobody'), undefined);
    });

    test('are there when the append has resolved, and not before', async (t) => {
      const journal = open(t);
      const appended = journal.append(entry('a', { events: [step(1)] }));
      assert.deepEqual(journal.events('a'), []);
      assert.equal(journal.find('a'), undefined);
      await appended;
      assert.deepEqual(journal.events('a'), eventsOf([step(1)]));
      assert.deepEqual(journal.find('a'), row('a'));
    });

    test('appended in one turn keep their order', async (t) => {
      const journal = open(t);
      await Promise.all(steps(1, 50).map((event) => journal.append(entry('a', { events: [event] }))));
      assert.deepEqual(journal.events('a'), eventsOf(steps(1, 50)));
    });

    test('keep any text', async (t) => {
      const journal = open(t);
      const events = [step(1, '\u0000 "\\ \u{1f600} \ud800 \n'), step(2, 'x'.repeat(2_000_000))];
      await journal.append(entry('a', { events }));
      assert.deepEqual(journal.events('a'), eventsOf(events));
    });

    test('cannot be appended once closed, and what was waiting is kept', async (t) => {
      const journal = open(t);
      const waiting = journal.append(entry('a', { events: [step(1)] }));
      await journal.close();
      await waiting;
      await assert.rejects(journal.append(entry('a', { events: [step(2)] })), { code: 'state-closed' });
      await journal.close();
    });
  });

  describe(`${store}: history`, () => {
    const openWithHistory = async (context: TestContext) => {
      const journal = open(context);
      const noisy = steps(1, 10).flatMap((event) => [
        event,
        heartbeat(event.eventId),
        heartbeat(event.eventId),
      ]);
      await journal.append(entry('a', { events: [{ ...heartbeat(0) }, ...noisy] }));
      return journal;
    };
    const ids = (journal: Journal, after: number | undefined, limit: number, reverse: boolean) =>
      journal.history('a', { after, limit, reverse }).map(({ eventId }) => eventId);

    test('has the public events only', async (t) => {
      const journal = await openWithHistory(t);
      assert.deepEqual(journal.history('a', { limit: 100 }), steps(1, 10));
      assert.deepEqual(journal.history('a', { limit: 100, reverse: true }), steps(1, 10).toReversed());
    });

    test('comes in pages, oldest first', async (t) => {
      const journal = await openWithHistory(t);
      assert.deepEqual(ids(journal, undefined, 4, false), [1, 2, 3, 4]);
      assert.deepEqual(ids(journal, 4, 4, false), [5, 6, 7, 8]);
      assert.deepEqual(ids(journal, 8, 4, false), [9, 10]);
      assert.deepEqual(ids(journal, 10, 4, false), []);
      assert.deepEqual(ids(journal, 99, 4, false), []);
    });

    test('comes in pages, newest first', async (t) => {
      const journal = await openWithHistory(t);
      assert.deepEqual(ids(journal, undefined, 4, true), [10, 9, 8, 7]);
      assert.deepEqual(ids(journal, 7, 4, true), [6, 5, 4, 3]);
      assert.deepEqual(ids(journal, 3, 4, true), [2, 1]);
      assert.deepEqual(ids(journal, 1, 4, true), []);
      assert.deepEqual(ids(journal, 99, 4, true), [10, 9, 8, 7]);
    });

    test('grows while it is read', async (t) => {
      const journal = await openWithHistory(t);
      await journal.append(entry('a', { events: [step(11)] }));
      assert.deepEqual(ids(journal, 9, 4, false), [10, 11]);
    });
  });

  describe(`${store}: rows`, () => {
    test('are overwritten by the newest', async (t) => {
      const journal = open(t);
      await journal.append(entry('a', { row: { awake: true, nextDeadline: 5 } }));
      const closed = { status: 'SUCCEEDED', endedAt: 2000.5 } as const;
      await journal.append(entry('a', { row: closed }));
      assert.deepEqual(journal.find('a'), row('a', closed));
    });

    test('are found by name, the newest when a name came twice', async (t) => {
      const journal = open(t);
      await journal.append(entry('a', { row: { name: 'nightly' } }));
      await journal.append(entry('b', { row: { name: 'nightly', functionName: 'invoices' } }));
      assert.equal(journal.findByName('orders', 'nightly')?.executionId, 'a');
      assert.equal(journal.findByName('invoices', 'nightly')?.executionId, 'b');
      assert.equal(journal.findByName('orders', 'name-a'), undefined);
      await journal.append(entry('c', { row: { name: 'nightly' } }));
      assert.equal(journal.findByName('orders', 'nightly')?.executionId, 'c');
    });

    test('are listed in the order of their starts, and the other way round, from any position', async (t) => {
      const journal = open(t);
      for (const id of ['a', 'b', 'c', 'd', 'e']) await journal.append(entry(id));
      await journal.append(entry('a', { row: { awake: true } }));
      const page = (after: number | undefined, newestFirst: boolean) =>
        journal.list({ after, newestFirst, limit: 2 });
      const walk = (newestFirst: boolean) => {
        const seen = [];
        for (
          let rows = page(undefined, newestFirst);
          rows.length > 0;
          rows = page(rows.at(-1)?.position, newestFirst)
        )
          seen.push(rows.map(({ executionId }) => executionId).join(''));
        return seen;
      };
      assert.deepEqual(walk(false), ['ab', 'cd', 'e']);
      assert.deepEqual(walk(true), ['ed', 'cb', 'a']);
    });

    test('are listed by every filter, alone and together', async (t) => {
      const journal = open(t);
      await journal.append(entry('a', { row: { startedAt: 10 } }));
      await journal.append(entry('b', { row: { startedAt: 20, version: '7' } }));
      await journal.append(entry('c', { row: { startedAt: 30, status: 'FAILED' } }));
      await journal.append(
        entry('d', { row: { startedAt: 40, functionName: 'invoices', status: 'STOPPED' } }),
      );
      const list = (filter: Partial<Parameters<Journal['list']>[0]>) =>
        journal
          .list({ limit: 10, ...filter })
          .map(({ executionId }) => executionId)
          .join('');
      assert.equal(list({}), 'abcd');
      assert.equal(list({ functionName: 'orders' }), 'abc');
      assert.equal(list({ version: '7' }), 'b');
      assert.equal(list({ name: 'name-c' }), 'c');
      assert.equal(list({ statuses: ['FAILED', 'STOPPED'] }), 'cd');
      assert.equal(list({ statuses: [] }), '');
      assert.equal(list({ startedAfter: 10, startedBefore: 40 }), 'bc');
      assert.equal(list({ functionName: 'orders', statuses: ['RUNNING'], newestFirst: true }), 'ba');
      assert.equal(list({ functionName: 'nothing' }), '');
    });

    test('tell the earliest deadline and what is due', async (t) => {
      const journal = open(t);
      assert.equal(journal.earliestDeadline(), undefined);
      assert.deepEqual(journal.due(1e15), []);
      await journal.append(entry('a', { row: { nextDeadline: 300 } }));
      await journal.append(entry('b', { row: { nextDeadline: 100 } }));
      await journal.append(entry('c'));
      await journal.append(entry('d', { row: { nextDeadline: 200 } }));
      assert.equal(journal.earliestDeadline(), 100);
      assert.deepEqual(journal.due(99), []);
      assert.deepEqual(journal.due(200), ['b', 'd']);
      await journal.append(entry('b', { row: { nextDeadline: 400 } }));
      await journal.append(entry('d'));
      assert.equal(journal.earliestDeadline(), 300);
      assert.deepEqual(journal.due(1000), ['a', 'b']);
    });

    test('tell who is awake, in the order of their starts', async (t) => {
      const journal = open(t);
      for (const id of ['a', 'b', 'c']) await journal.append(entry(id, { row: { awake: true } }));
      await journal.append(entry('a'));
      assert.deepEqual(journal.awake(), ['b', 'c']);
      await journal.append(entry('a', { row: { awake: true } }));
      assert.deepEqual(journal.awake(), ['a', 'b', 'c']);
    });
  });

  describe(`${store}: pending callbacks`, () => {
    const pending = (journal: Journal, filter: Partial<Parameters<Journal['pending']>[0]> = {}) =>
      journal
        .pending({ limit: 100, ...filter })
        .map(({ execution, callback }) => `${execution.executionId}.${callback.OperationId}`);

    const openWithCallbacks = async (context: TestContext) => {
      const journal = open(context);
      await journal.append(entry('a', { open: [callback('1'), callback('2')] }));
      await journal.append(entry('b', { open: [callback('1')], row: { functionName: 'invoices' } }));
      await journal.append(entry('a', { open: [callback('3')] }));
      return journal;
    };

    test('are listed oldest first, with their execution as it is now', async (t) => {
      const journal = await openWithCallbacks(t);
      assert.deepEqual(pending(journal), ['a.1', 'a.2', 'b.1', 'a.3']);
      await journal.append(entry('b', { row: { functionName: 'invoices', nextDeadline: 7 } }));
      const execution = row('b', { functionName: 'invoices', nextDeadline: 7 });
      assert.deepEqual(journal.pending({ executionId: 'b', limit: 1 }), [
        { execution, callback: callback('1') },
      ]);
    });

    test('are listed by execution, by function, and up to a limit', async (t) => {
      const journal = await openWithCallbacks(t);
      assert.deepEqual(pending(journal, { executionId: 'a' }), ['a.1', 'a.2', 'a.3']);
      assert.deepEqual(pending(journal, { functionName: 'invoices' }), ['b.1']);
      assert.deepEqual(pending(journal, { functionName: 'invoices', executionId: 'a' }), []);
      assert.deepEqual(pending(journal, { limit: 2 }), ['a.1', 'a.2']);
    });

    test('keep their place when they are overwritten', async (t) => {
      const journal = await openWithCallbacks(t);
      const beaten = callback('1', { HeartbeatDeadline: 9000, Name: 'approval' });
      await journal.append(entry('a', { open: [beaten] }));
      assert.deepEqual(pending(journal), ['a.1', 'a.2', 'b.1', 'a.3']);
      assert.deepEqual(journal.pending({ limit: 1 })[0]?.callback, beaten);
    });

    test('go when they are closed, alone or with their execution', async (t) => {
      const journal = await openWithCallbacks(t);
      await journal.append(entry('a', { closed: ['2', 'unknown'] }));
      assert.deepEqual(pending(journal), ['a.1', 'b.1', 'a.3']);
      await journal.append(entry('a', { closed: 'all', row: { status: 'STOPPED' } }));
      assert.deepEqual(pending(journal), ['b.1']);
      await journal.append(entry('b', { closed: 'all' }));
      assert.deepEqual(pending(journal), []);
    });
  });

  test(`${store}: what happened to functions comes back in its order, and is not there before`, async (t) => {
    const journal = open(t);
    const event = (functionName: string) => ({ type: 'FunctionDeleted', functionName }) as const;
    const appended = [
      journal.appendFunctionEvents([event('a'), event('b')]),
      journal.appendFunctionEvents([event('c')]),
    ];
    assert.deepEqual(journal.functionEvents(), []);
    await Promise.all(appended);
    assert.deepEqual(journal.functionEvents(), [event('a'), event('b'), event('c')]);
  });

  test(`${store}: the index is computed again from the events`, async (t) => {
    const journal = open(t);
    await journal.append(entry('a', { events: [step(1), heartbeat(1)], open: [callback('wrong')] }));
    await journal.append(entry('b', { events: steps(1, 2), row: { awake: true, nextDeadline: 1 } }));
    await journal.append(entry('a', { events: [step(2)] }));
    journal.reindex((events) => {
      const id = events.length === 3 ? 'a' : 'b';
      const open = [callback('late', { StartTimestamp: id === 'a' ? 2 : 1 })];
      return entry(id, { row: { nextDeadline: events.length }, open });
    });
    assert.deepEqual(journal.find('a'), row('a', { nextDeadline: 3 }));
    assert.deepEqual(journal.due(1000).toSorted(), ['a', 'b']);
    assert.deepEqual(journal.awake(), []);
    assert.deepEqual(
      journal.list({ limit: 10 }).map(({ executionId }) => executionId),
      ['a', 'b'],
    );
    assert.deepEqual(
      journal.pending({ limit: 10 }).map(({ execution }) => execution.executionId),
      ['b', 'a'],
    );
    await journal.append(entry('a', { events: [step(3)] }));
    assert.deepEqual(journal.history('a', { limit: 10 }), steps(1, 3));
  });
}
