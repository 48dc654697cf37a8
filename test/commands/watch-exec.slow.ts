import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kill } from 'node:process';
import { after, before, describe, type TestContext, test } from 'node:test';
import { type PushableClock, pushableClock } from '../pushable-clock.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';
import { type Emulated, emulated, type Said } from './emulated.ts';
import { watching } from './watching.ts';

let clock: PushableClock;
let there: Emulated;

before(async () => {
  clock = pushableClock();
  there = await emulated(['callback-with-timeouts'], clock);
});
after(() => there.close());

const opened = (name: string) =>
  there.started('callback-with-timeouts', name, { data: 'x' }, 'callback:example-callback');

const answered = (execution: string) =>
  there.durcb(
    `send-success --execution ${execution} --callback example-callback --result-text yes -o none`.split(' '),
  );

/** A watch of one execution that calls a shell, and what the shell writes into a file. */
async function calling(t: TestContext, execution: string, command: string) {
  const file = join(temporaryDirectory(t), 'written');
  const arn = await opened(execution);
  const environment = { PATH: process.env.PATH ?? '', FILE: file };
  const watch = watching(t, there, ['--execution', arn, '--exec', command], { environment });
  const written = (pattern: RegExp) =>
    waitFor(`${pattern}`, () => {
      try {
        return pattern.exec(readFileSync(file, 'utf8')) ?? undefined;
      } catch {
        return undefined;
      }
    });
  return { ...watch, arn, written, text: () => readFileSync(file, 'utf8') };
}

describe('pending --watch --exec', () => {
  test('calls a shell for each event, with the event in its environment and on stdin', async (t) => {
    const command = 'cat >> "$FILE"; echo "$DURCB_EVENT $DURCB_CALLBACK_NAME $DURCB_FUNCTION $DURCB_OUTCOME"';
    const watch = await calling(t, 'each', command);
    await watch.told(1);
    await answered('each');
    const { exitCode, out, err } = await watch.said;
    assert.equal(exitCode, 0);
    assert.equal(watch.text(), out);
    assert.equal(
      err,
      'opened example-callback callback-with-timeouts \nclosed example-callback callback-with-timeouts SUCCEEDED\n',
    );
  });

  test('lets a durcb in it work where this one does', async (t) => {
    const command = 'echo "$DURCB_ENDPOINT_URL $DURCB_CALLBACK_ID $DURCB_EXECUTION_ARN" >> "$FILE"';
    const watch = await calling(t, 'place', command);
    const [, url, id, arn] = await watch.written(/^(\S+) (\S+) (\S+)\n/);
    const [{ CallbackId }] = await there.json('pending', '--execution', 'place');
    assert.deepEqual([url, id, arn], [there.url, CallbackId, watch.arn]);
  });

  test('says how one failed, and goes on', async (t) => {
    const watch = await calling(t, 'failing', 'exit 3');
    await watch.told(1);
    await answered('failing');
    const { err } = await watch.said;
    assert.match(err, /warning: --exec for opened example-callback of failing ended with exit code 3\n/);
    assert.match(err, /warning: --exec for closed example-callback of failing ended with exit code 3\n/);
  });

  test('does not wait for what is left running in the background', async (t) => {
    const watch = await calling(t, 'background', 'sleep 60 & echo $! >> "$FILE"');
    await watch.written(/\n/);
    await answered('background');
    assert.equal((await endOf(watch.said)).exitCode, 0);
    for (const pid of watch.text().trim().split('\n')) kill(Number(pid));
  });

  test('one that hangs keeps nothing from being told, and is ended with the watch', async (t) => {
    const watch = await calling(t, 'hanging', 'echo $$ > "$FILE"; sleep 60');
    const [pid] = await watch.written(/\d+/);
    await answered('hanging');
    await watch.told(2);
    const { exitCode, err } = await watch.stop();
    assert.equal(exitCode, 130);
    assert.match(err, /interrupted; seen: 1 opened, 1 closed, 0 expiring; 1 was not handed to --exec/);
    assert.equal(isThere(Number(pid)), false);
  });

  test('one that does not want to end is killed, with all that it has started', async (t) => {
    const watch = await calling(
      t,
      'stubborn',
      'trap "" INT; sh -c \'echo $$ > "$FILE"; sleep 60; sleep 60\'; true',
    );
    const [pid] = await watch.written(/\d+\n/);
    assert.equal((await endOf(watch.stop())).exitCode, 130);
    assert.equal(isThere(Number(pid)), false);
  });
});

/** Lets time pass until it has ended. */
async function endOf(said: Promise<Said>): Promise<Said> {
  let isOver = false;
  said.finally(() => {
    isOver = true;
  });
  await waitFor('the end', () => {
    clock.push(500);
    return isOver || undefined;
  });
  return said;
}

// Who has ended is there until somebody asks how.
function isThere(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}
