import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import { JournalError } from '../../../src/emulator/journal/journal-error.ts';
import { openSqliteJournal, type SqliteJournal } from '../../../src/emulator/journal/sqlite-journal.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';
import { callback, entry, eventsOf, heartbeat, row, step, steps } from './entries.ts';

const fixture = (name: string) => join(import.meta.dirname, '../../fixtures/journal', name);

function open(context: TestContext, directory: string): SqliteJournal {
  const journal = openSqliteJournal({ directory, owner: { pid: process.pid } });
  context.after(() => journal.close());
  return journal;
}

function refusal(directory: string): JournalError {
  try {
    openSqliteJournal({ directory, owner: { pid: process.pid } });
  } catch (error) {
    if (error instanceof JournalError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'it was opened' });
}

function contents(directory: string): Record<string, string> {
  const files = readdirSync(directory).filter((file) => /sqlite(-wal)?$/.test(file));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(directory, file), 'base64')]));
}

describe('a journal opened again', () => {
  test('has everything', async (t) => {
    const directory = temporaryDirectory(t);
    const journal = open(t, directory);
    const events = [step(1), heartbeat(1), step(2)];
    const rowChanges = { awake: true, nextDeadline: 12.5 };
    await journal.append(entry('a', { events, row: rowChanges, open: [callback('1')] }));
    await journal.close();
    const again = open(t, directory);
    assert.deepEqual(again.events('a'), eventsOf(events));
    assert.deepEqual(again.find('a'), row('a', rowChanges));
    assert.deepEqual(again.pending({ limit: 1 }), [
      { execution: row('a', rowChanges), callback: callback('1') },
    ]);
    await again.append(entry('a', { events: [step(3)] }));
    assert.deepEqual(again.history('a', { limit: 9 }), steps(1, 3));
  });

  test('starts afresh when reset', async (t) => {
    const directory = temporaryDirectory(t);
    const journal = open(t, directory);
    await journal.append(entry('a'));
    await journal.close();
    const afresh = openSqliteJournal({ directory, owner: { pid: process.pid }, reset: true });
    t.after(() => afresh.close());
    assert.deepEqual(afresh.list({ limit: 1 }), []);
  });

  test('leaves one file and its lock behind, for the user alone', async (t) => {
    const directory = join(temporaryDirectory(t), 'deep', 'state');
    const journal = open(t, directory);
    await journal.append(entry('a'));
    const modes = [directory, ...readdirSync(directory).map((file) => join(directory, file))];
    assert.deepEqual(
      modes.map((path) => statSync(path).mode & 0o077),
      modes.map(() => 0),
    );
    await journal.close();
    assert.deepEqual(readdirSync(directory).toSorted(), ['journal.lock', 'journal.sqlite']);
  });
});

describe('a second opener', () => {
  test('is refused in the same process, and so is a third', async (t) => {
    const directory = temporaryDirectory(t);
    const journal = open(t, directory);
    for (let attempt = 0; attempt < 2; attempt++) {
      const refused = refusal(directory);
      assert.equal(refused.code, 'state-in-use');
      assert.match(refused.message, new RegExp(`in use by process ${process.pid}\\.`));
    }
    journal.describeOwner({ pid: process.pid, url: 'http://127.0.0.1:1' });
    assert.match(refusal(directory).message, /\(http:\/\/127\.0\.0\.1:1\)/);
    await journal.append(entry('a'));
  });

  test('is refused while another process lives, and has all that was durable after its kill -9', async (t) => {
    const directory = temporaryDirectory(t);
    const child = spawn(process.execPath, [fixture('append-forever.ts'), directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    const durable: Record<string, number> = {};
    let lines = 0;
    for await (const line of createInterface(child.stdout)) {
      const [id = '', eventId] = line.split(' ');
      durable[id] = Number(eventId);
      lines += 1;
      if (lines === 500) {
        const refused = refusal(directory);
        assert.equal(refused.code, 'state-in-use');
        assert.match(
          refused.message,
          new RegExp(`in use by process ${child.pid} \\(http://127.0.0.1:9014\\)`),
        );
        child.kill('SIGKILL');
      }
    }
    const journal = open(t, directory);
    assert.equal(Object.keys(durable).length, 8);
    for (const [id, eventId] of Object.entries(durable)) {
      const events = journal.events(id);
      assert.ok(events.length >= eventId, `${id} lost what was durable`);
      assert.deepEqual(events, eventsOf(steps(1, events.length)));
      assert.equal(journal.find(id)?.nextDeadline, events.length);
    }
  });
});

describe('a journal cut off anywhere', () => {
  const appends = 40;

  // Three events, a row and a callback an append: all of the first k appends must be there, and nothing of the others.
  async function fill(journal: SqliteJournal, text: string): Promise<void> {
    for (let k = 1; k <= appends; k++) {
      const events = steps(3 * k - 2, 3 * k, text);
      await journal.append(entry('a', { events, row: { nextDeadline: k }, open: [callback(`${k}`)] }));
    }
  }

  function assertPrefix(journal: SqliteJournal, text: string): number {
    const whole = journal.find('a')?.nextDeadline ?? 0;
    assert.deepEqual(journal.events('a'), eventsOf(steps(1, 3 * whole, text)));
    assert.equal(journal.pending({ limit: 100 }).length, whole);
    return whole;
  }

  // How many appends are there, or that the file was refused.
  async function outcome(directory: string, text: string): Promise<number | 'refused'> {
    let journal: SqliteJournal | undefined;
    try {
      journal = openSqliteJournal({ directory, owner: { pid: process.pid } });
      return assertPrefix(journal, text);
    } catch (error) {
      if (error instanceof JournalError && error.code === 'state-damaged') return 'refused';
      throw error;
    } finally {
      await journal?.close();
    }
  }

  // The two files as they are while the journal is open, each cut off at many places in turn.
  async function cutEverywhere(
    context: TestContext,
    cut: 'journal.sqlite' | 'journal.sqlite-wal',
    text: string,
  ) {
    const source = temporaryDirectory(context);
    const journal = open(context, source);
    await fill(journal, text);
    const files = ['journal.sqlite', 'journal.sqlite-wal'];
    const bytes = Object.fromEntries(files.map((file) => [file, readFileSync(join(source, file))]));
    const length = bytes[cut]?.length ?? 0;
    const outcomes = [];
    for (let part = 0; part <= 40; part++) {
      const directory = temporaryDirectory(context);
      const end = Math.floor((length * part) / 40);
      for (const file of files)
        writeFileSync(join(directory, file), bytes[file]?.subarray(0, file === cut ? end : undefined) ?? '');
      outcomes.push(await outcome(directory, text));
    }
    return outcomes;
  }

  test('in its log has a prefix of what was durable, each append whole', async (t) => {
    const outcomes = await cutEverywhere(t, 'journal.sqlite-wal', '');
    assert.deepEqual(
      outcomes,
      outcomes.toSorted((a, b) => Number(a) - Number(b)),
    );
    assert.equal(outcomes[0], 0);
    assert.equal(outcomes.at(-1), appends);
    assert.ok(new Set(outcomes).size > 20, 'the cuts tell something');
  });

  test('in its file, with part of the log moved into it, is whole or refused', async (t) => {
    // Large enough that SQLite moves the log into the file on the way.
    const outcomes = await cutEverywhere(t, 'journal.sqlite', 'x'.repeat(50_000));
    assert.equal(outcomes.at(-1), appends);
    for (const whole of outcomes.slice(0, -1))
      assert.ok(whole === 'refused' || whole === appends, `${whole}`);
    assert.equal(outcomes[0], 'refused');
  });

  test('in its file, once closed, is refused, and is left as it was', async (t) => {
    const source = temporaryDirectory(t);
    const journal = open(t, source);
    await fill(journal, '');
    await journal.close();
    const bytes = readFileSync(join(source, 'journal.sqlite'));
    for (let part = 0; part < 40; part++) {
      const directory = temporaryDirectory(t);
      writeFileSync(join(directory, 'journal.sqlite'), bytes.subarray(0, (bytes.length * part) / 40));
      const before = contents(directory);
      assert.equal(refusal(directory).code, 'state-damaged');
      assert.deepEqual(
        { ...contents(directory), 'journal.sqlite-wal': '' },
        { ...before, 'journal.sqlite-wal': '' },
      );
    }
  });
});

describe('a state that cannot be had', () => {
  async function closedJournal(context: TestContext): Promise<{ directory: string; file: string }> {
    const directory = temporaryDirectory(context);
    const journal = open(context, directory);
    await journal.append(entry('a', { events: steps(1, 200) }));
    await journal.close();
    return { directory, file: join(directory, 'journal.sqlite') };
  }

  test('of a newer version is refused, and kept with its log', async (t) => {
    const { directory, file } = await closedJournal(t);
    const newer = new DatabaseSync(file);
    t.after(() => newer.close());
    newer.exec('PRAGMA user_version = 7');
    const before = contents(directory);
    assert.ok(before['journal.sqlite-wal'], 'the version is in the log');
    const refused = refusal(directory);
    assert.equal(refused.code, 'state-newer');
    assert.match(refused.message, /written by a newer durcb \(format 7, this one knows 2\)/);
    assert.match(refused.hint, /Update durcb/);
    assert.deepEqual(contents(directory), before);
  });

  test('of an older version is brought up to date, and keeps what it has', async (t) => {
    const { directory, file } = await closedJournal(t);
    const older = new DatabaseSync(file);
    older.exec('DROP TABLE function_events; PRAGMA user_version = 1');
    older.close();
    const journal = open(t, directory);
    assert.ok(journal.find('a'));
    const deleted = { type: 'FunctionDeleted', functionName: 'f' } as const;
    await journal.appendFunctionEvents([deleted]);
    await journal.close();
    assert.deepEqual(open(t, directory).functionEvents(), [deleted]);
  });

  test('that cannot be brought up to date is left closed, as it was', async (t) => {
    const { directory, file } = await closedJournal(t);
    const older = new DatabaseSync(file);
    older.exec('PRAGMA user_version = 1');
    older.close();
    const owner = { pid: process.pid };
    assert.throws(() => openSqliteJournal({ directory, owner }), /function_events already exists/);
    // SQLite keeps files of its own beside one that is open.
    assert.deepEqual(readdirSync(directory).toSorted(), ['journal.lock', 'journal.sqlite']);
    const database = new DatabaseSync(file, { readOnly: true });
    t.after(() => database.close());
    assert.deepEqual({ ...database.prepare('PRAGMA user_version').get() }, { user_version: 1 });
  });

  const damages: Record<string, (file: string) => void> = {
    'that is no database': (file) => writeFileSync(file, 'these are not the bytes you are looking for'),
    'that is empty': (file) => writeFileSync(file, ''),
    'with a page overwritten': (file) => writeFileSync(file, readFileSync(file).fill(0x55, 8192, 12_288)),
    'that is a database of something else': (file) => {
      writeFileSync(file, '');
      const database = new DatabaseSync(file);
      database.exec('CREATE TABLE cats (name TEXT)');
      database.close();
    },
  };

  for (const [what, damage] of Object.entries(damages)) {
    test(`${what} is refused, says what to do, and is kept; a reset helps`, async (t) => {
      const { directory, file } = await closedJournal(t);
      damage(file);
      const before = readFileSync(file);
      const refused = refusal(directory);
      assert.equal(refused.code, 'state-damaged');
      assert.match(refused.message, /journal\.sqlite is damaged: [^\n]+\.$/);
      assert.match(refused.hint, /Move .* away .*--reset/);
      assert.deepEqual(readFileSync(file), before);
      const afresh = openSqliteJournal({ directory, owner: { pid: process.pid }, reset: true });
      t.after(() => afresh.close());
      await afresh.append(entry('a'));
    });
  }

  test('without its file but with its log is refused', async (t) => {
    const directory = temporaryDirectory(t);
    writeFileSync(join(directory, 'journal.sqlite-wal'), 'log');
    assert.equal(refusal(directory).code, 'state-damaged');
  });

  test('damaged inside an event says so when it is read', async (t) => {
    const { directory, file } = await closedJournal(t);
    const database = new DatabaseSync(file);
    database.exec(`UPDATE events SET body = '{"EventType":' WHERE event_id = 7`);
    database.close();
    const journal = open(t, directory);
    assert.throws(() => journal.events('a'), { name: 'JournalError', code: 'state-damaged' });
  });

  test('in a directory that is a file is refused', async (t) => {
    const directory = join(temporaryDirectory(t), 'state');
    writeFileSync(directory, '');
    const refused = refusal(directory);
    assert.equal(refused.code, 'state-unwritable');
    assert.match(refused.message, /cannot be written/);
  });

  const root = process.getuid?.() === 0 && 'the super-user may write everywhere';
  test('in a read-only directory is refused', { skip: root }, (t) => {
    const directory = temporaryDirectory(t);
    execFileSync('chmod', ['500', directory]);
    t.after(() => execFileSync('chmod', ['700', directory]));
    assert.equal(refusal(directory).code, 'state-unwritable');
  });
});

describe('a commit that fails', () => {
  test('rejects every append of its turn, keeps nothing of them, and what was before', async (t) => {
    const directory = temporaryDirectory(t);
    const limited = `ulimit -f 400; exec "$0" "$@"`;
    const child = spawn('sh', ['-c', limited, process.execPath, fixture('append-until-full.ts'), directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await Promise.all([child.stdout.toArray(), once(child, 'exit')]);
    const { appended, refused, codes, stored } = JSON.parse(Buffer.concat(output).toString());
    assert.ok(appended > 0 && refused > 0, `${appended} appended, ${refused} refused`);
    assert.equal(appended + refused, 120);
    assert.equal(stored, appended);
    assert.deepEqual(codes, ['state-unwritable']);
    const journal = open(t, directory);
    assert.equal(journal.events('a').length + journal.events('b').length, appended);
  });

  test('for one reason is no reason for the next', async (t) => {
    const directory = temporaryDirectory(t);
    const journal = open(t, directory);
    await journal.append(entry('a', { events: [step(1)] }));
    const intruder = new DatabaseSync(join(directory, 'journal.sqlite'));
    intruder.exec('BEGIN IMMEDIATE');
    const refused = await Promise.allSettled(
      ['a', 'b'].map((id) => journal.append(entry(id, { events: [step(2)] }))),
    );
    intruder.close();
    assert.deepEqual(
      refused.map((settled) => settled.status === 'rejected' && settled.reason.code),
      ['state-in-use', 'state-in-use'],
    );
    assert.equal(journal.find('b'), undefined);
    await journal.append(entry('a', { events: [step(2)] }));
    assert.deepEqual(journal.history('a', { limit: 9 }), steps(1, 2));
  });
});
