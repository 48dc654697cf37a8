import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Command, type Context, command, type Result } from '../../src/cli/command.ts';
import { Failure } from '../../src/cli/failure.ts';
import { interruptions } from '../../src/cli/interruption.ts';
import { memoryIo } from '../../src/cli/io.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { systemClock } from '../../src/model/time.ts';
import { runWith } from './run-with.ts';

const does = (run: (context: Context) => Promise<Result>): Command[] => [
  command({ name: 'do', summary: 'do it', arguments: {}, options: {}, run }),
];

const nothing: Result = { kind: 'nothing' };

const fails = (error: unknown) => does(() => Promise.reject(error));

const failure = new Failure({
  code: 'callback-already-answered',
  message: 'it was answered\nwith success',
  hint: 'nothing is left to do',
  exitCode: 6,
  requestId: 'abc',
});

describe('an error', () => {
  test('is one line that says what to do', async () => {
    const { exitCode, out, err } = await runWith(fails(failure), ['do']);
    assert.deepEqual(
      [exitCode, out, err],
      [6, '', 'durcb: it was answered with success; nothing is left to do\n'],
    );
  });

  test('moves no cursor, whoever wrote it', async () => {
    const spoiled = new Failure({ code: 'spoiled', message: 'a\u001b[2Jb\r', hint: 'c\u0007\n\td' });
    assert.equal((await runWith(fails(spoiled), ['do'])).err, 'durcb: a [2Jb ; c  d\n');
  });

  test('is one JSON object where the output is JSON', async () => {
    for (const mode of ['json', 'jsonl']) {
      const { exitCode, err } = await runWith(fails(failure), ['do', '-o', mode]);
      assert.equal(exitCode, 6);
      assert.deepEqual(JSON.parse(err), {
        error: {
          code: 'callback-already-answered',
          message: 'it was answered\nwith success',
          hint: 'nothing is left to do',
          requestId: 'abc',
          exitCode: 6,
        },
      });
      assert.equal(err.indexOf('\n'), err.length - 1);
    }
    assert.match(
      (await runWith(fails(failure), ['do'], { environment: { DURCB_OUTPUT: 'json' } })).err,
      /^\{"error"/,
    );
  });

  test('holds the notes before it, where the output is one JSON document', async () => {
    const commands = does(async ({ io }) => {
      io.note('durcb: warning: it is large');
      throw failure;
    });
    const { err } = await runWith(commands, ['do', '-o', 'json']);
    assert.deepEqual(JSON.parse(err).error.notes, ['durcb: warning: it is large']);
    const lines = (await runWith(commands, ['do', '-o', 'jsonl'])).err.split('\n');
    assert.equal(lines[0], 'durcb: warning: it is large');
    const noted = does(async ({ io }) => {
      io.note('durcb: done');
      return { ...nothing, afterwards: async () => io.note('durcb: ended') };
    });
    assert.equal((await runWith(noted, ['do', '-o', 'json'])).err, 'durcb: done\ndurcb: ended\n');
  });

  test('is red on a terminal', async () => {
    const { err } = await runWith(fails(failure), ['do'], { terminal: true });
    assert.ok(err.startsWith('\u001b[31mdurcb:\u001b[39m it was'));
  });

  test('that nobody expected shows its stack with --verbose only', async () => {
    const { exitCode, err } = await runWith(fails(new TypeError('x is not y')), ['do']);
    assert.equal(exitCode, 1);
    assert.equal(err, 'durcb: unexpected error: x is not y; run it again with --verbose to see where\n');
    assert.match((await runWith(fails(new TypeError('x is not y')), ['do', '--verbose'])).err, /\n {4}at /);
  });

  test('in the configuration comes before anything is done', async () => {
    let isDone = false;
    const commands = does(async () => {
      isDone = true;
      return nothing;
    });
    assert.equal((await runWith(commands, ['do', '--query', '[[['])).exitCode, 2);
    assert.equal((await runWith(commands, ['do'], { environment: { DURCB_TIME: 'x' } })).exitCode, 2);
    assert.equal(isDone, false);
  });
});

describe('the exit code', () => {
  test('is the result’s', async () => {
    assert.equal(
      (
        await runWith(
          does(async () => nothing),
          ['do'],
        )
      ).exitCode,
      0,
    );
    assert.equal(
      (
        await runWith(
          does(async () => ({ ...nothing, exitCode: 12 })),
          ['do'],
        )
      ).exitCode,
      12,
    );
  });

  test('is asked for once every row is printed', async () => {
    let count = 0;
    async function* rows() {
      yield { Id: String(++count) };
      yield { Id: String(++count) };
    }
    const commands = does(async () => ({
      kind: 'rows',
      rows: rows(),
      columns: [],
      id: ({ Id }) => String(Id),
      exitCode: () => (count === 2 ? 12 : 0),
    }));
    const { exitCode, out } = await runWith(commands, ['do', '-o', 'id']);
    assert.deepEqual([exitCode, out], [12, '1\n2\n']);
  });
});

describe('an interruption', () => {
  test('lets the command say what it did', async () => {
    const controller = new AbortController();
    const commands = does(async ({ signal }) => {
      controller.abort(interruptions.SIGINT);
      return { kind: 'text', text: signal.aborted ? 'stopped 2 of 3' : 'stopped all' };
    });
    const { exitCode, out, err } = await runWith(commands, ['do'], { signal: controller.signal });
    assert.deepEqual([exitCode, out, err], [130, 'stopped 2 of 3\n', '']);
  });

  test('is told from what breaks off because of it', async () => {
    const abort = new DOMException('This operation was aborted', 'AbortError');
    for (const error of [interruptions.SIGTERM, abort]) {
      const { exitCode, err } = await runWith(fails(error), ['do'], {
        signal: AbortSignal.abort(interruptions.SIGTERM),
      });
      assert.deepEqual([exitCode, err], [143, 'durcb: terminated\n']);
    }
  });

  test('does not hide another outcome', async () => {
    const trial = { signal: AbortSignal.abort(interruptions.SIGINT) };
    assert.equal(
      (
        await runWith(
          does(async () => ({ ...nothing, exitCode: 3 })),
          ['do'],
          trial,
        )
      ).exitCode,
      3,
    );
    assert.equal((await runWith(fails(failure), ['do'], trial)).exitCode, 6);
  });

  test('by a closed pipe ends the rows, and quietly', async () => {
    const controller = new AbortController();
    let count = 0;
    async function* endless() {
      while (true) {
        if (++count === 3) controller.abort(interruptions.closedPipe);
        yield { Id: String(count) };
      }
    }
    const rows = does(async () => ({
      kind: 'rows',
      rows: endless(),
      columns: [],
      id: ({ Id }) => String(Id),
    }));
    const trial = { signal: controller.signal };
    const { exitCode, err } = await runWith(rows, ['do', '-o', 'id'], trial);
    assert.deepEqual([exitCode, err, count], [0, '', 3]);
    assert.deepEqual(await runWith(fails(interruptions.closedPipe), ['do'], trial), {
      exitCode: 0,
      out: '',
      err: '',
    });
  });
});

test('a server goes on after its address is printed', async () => {
  const io = memoryIo();
  const commands = does(async () => ({
    kind: 'text',
    text: 'http://here',
    afterwards: async () => assert.equal(io.out.text, 'http://here\n'),
  }));
  assert.equal((await runWith(commands, ['do'], { io })).exitCode, 0);
});

test('the service is connected to once, when first asked for, and let go in the end', async () => {
  const calls: string[] = [];
  const surroundings = {
    io: memoryIo(),
    environment: {},
    workingDirectory: import.meta.dirname,
    clock: systemClock,
    signal: new AbortController().signal,
    insisted: new AbortController().signal,
    version: '1.2.3',
  };
  const commands = does(async ({ lambda }) => {
    calls.push('begun');
    const error = new Error('no such service');
    await assert.rejects(lambda(), error);
    await assert.rejects(lambda(), error);
    return nothing;
  });
  const exitCode = await runCommandLine(['do', '--region', 'eu-west-1'], commands, {
    ...surroundings,
    connect: ({ region }) => {
      calls.push(`connected to ${region}`);
      return Promise.reject(new Error('no such service'));
    },
  });
  assert.equal(exitCode, 0);
  assert.deepEqual(calls, ['begun', 'connected to eu-west-1']);
});

test('a command can run another command line in the same place', async () => {
  const [demo] = does(async ({ durcb }) => ({ ...nothing, exitCode: await durcb(['fail', '-o', 'json']) }));
  const [fail] = fails(failure);
  assert.ok(demo && fail);
  const { exitCode, err } = await runWith([demo, { ...fail, name: 'fail' }], ['do']);
  assert.equal(exitCode, 6);
  assert.match(err, /^\{"error"/);
});
