import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { TailPositions } from '../../../src/commands/tailing/tail-positions.ts';
import { TailedExecutions } from '../../../src/lambda/tailed-executions.ts';
import { historyOf } from '../../lambda/history-of.ts';
import { ManualClock } from '../../manual-clock.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';

/** The positions of a tail that has caught up with one execution; `print` prints its next event. */
function caughtUp(t: TestContext) {
  const clock = new ManualClock();
  const file = join(temporaryDirectory(t), 'positions');
  const positions = new TailPositions(clock, file, ['arn'], false);
  const executions = new TailedExecutions();
  positions.watch(executions, []);
  executions.add('arn');
  positions.caughtUp();
  const events = historyOf(...Array(9).fill({ EventType: 'StepStarted' }));
  const print = () => {
    for (const event of events.splice(0, 1))
      for (const taken of executions.take('arn', event)) executions.print(taken);
    positions.printed();
    positions.pause();
  };
  const kept = () => JSON.parse(readFileSync(file, 'utf8')).Executions.arn.EventId;
  return { clock, file, positions, print, kept };
}

test('a position is written a second after the one before, or at the end', (t) => {
  const { clock, positions, print, kept } = caughtUp(t);
  print();
  print();
  assert.equal(kept(), 0);
  clock.advance(1_000);
  assert.equal(kept(), 2);
  print();
  positions.end();
  assert.equal(kept(), 3);
});

test('when it cannot be written the next line tells', (t) => {
  const { clock, file, print } = caughtUp(t);
  print();
  rmSync(file);
  mkdirSync(file);
  clock.advance(1_000);
  assert.throws(print, /how far the tail has got cannot be written/);
});
