import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type ExitCode, exitCodes } from '../../src/cli/failure.ts';
import { interruptions } from '../../src/cli/interruption.ts';
import { type MemoryIo, memoryIo } from '../../src/cli/io.ts';
import { run } from '../../src/run.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';

const directory = temporaryDirectory({ after });
const workingDirectory = join(directory, 'here');
const temporary = join(directory, 'temporary');

before(() => {
  for (const one of [workingDirectory, temporary]) mkdirSync(one);
  process.env.TMPDIR = temporary;
});

interface Demo {
  readonly io: MemoryIo;
  readonly ended: Promise<ExitCode>;
  readonly interrupt: () => void;
}

/** `durcb demo`, typed where nothing is configured and nothing may be left behind. */
function demo(): Demo {
  const interruption = new AbortController();
  const io = memoryIo({ terminal: true, width: 80 });
  const ended = run(['demo'], {
    io,
    workingDirectory,
    environment: { PATH: process.env.PATH, NO_COLOR: '1' },
    signal: interruption.signal,
  });
  return { io, ended, interrupt: () => interruption.abort(interruptions.SIGINT) };
}

const leftBehind = () => [...readdirSync(workingDirectory), ...readdirSync(temporary)];

test('the demo tells the whole story on a narrow terminal, succeeds, and leaves nothing behind', async () => {
  const { io, ended } = demo();
  assert.equal(await ended, exitCodes.done, io.err.text);
  const typed = [...io.err.text.matchAll(/^\$ durcb (\S+)/gm)].map(([, name]) => name);
  assert.deepEqual(typed, ['start', 'pending', 'heartbeat', 'send-success', 'tail', 'result']);
  assert.match(io.out.text, /\napprove-order +order +order-17 +\d+m?s +\S+ +12h/);
  assert.match(io.out.text, /CallbackSucceeded +approve-order/);
  assert.match(io.out.text, /ExecutionSucceeded +order-17/);
  assert.match(
    io.out.text,
    /\{"orderId":"17","total":120,"approvedBy":"the night shift","status":"shipped"\}$/,
  );
  const tooLong = io.err.text.split('\n').filter((line) => line.length > 79);
  assert.deepEqual(tooLong, []);
  assert.deepEqual(leftBehind(), []);
});

test('a demo that is interrupted says so once, and leaves nothing behind', async () => {
  const { io, ended, interrupt } = demo();
  await waitFor('the tail', () => io.out.text.includes('WaitStarted') || undefined);
  interrupt();
  assert.equal(await ended, exitCodes.interrupted);
  assert.match(
    io.err.text,
    /\n\$ durcb tail order-17 --follow\ndurcb: interrupted; .* goes on\n# The emulator of the demo ends here.*\n$/,
  );
  assert.deepEqual(leftBehind(), []);
});
