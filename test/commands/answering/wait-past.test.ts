import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durcbAt } from '../../durcb.ts';
import { scriptedEmulator } from '../../emulator/scripted-emulator.ts';
import { startCallback } from '../../emulator/updates.ts';
import { waitFor } from '../../wait-for.ts';

test('an invocation that was running when the answer came is not past it by ending', async (t) => {
  let histories = 0;
  const requestLog = (line: string) => {
    if (line.includes('/history')) histories++;
  };
  const { order, lambda, clock, emulator } = await scriptedEmulator(t, { requestLog });
  const durcb = durcbAt(emulator.url);
  await durcb.text('start', 'order:$LATEST', '--input-text', '{}');
  const first = await order.next();
  const [callback] = await first.checkpoint(lambda, startCallback('a'));
  await clock.advance(10);
  const words = ['--result-text', 'x', '--wait', '-o', 'json'];
  const answered = durcb.text('send-success', callback?.CallbackDetails?.CallbackId ?? '', ...words);
  await waitFor('the answer to be taken', async () => {
    const { Events = [] } = await lambda.getDurableExecutionHistory({ DurableExecutionArn: first.arn });
    return Events.find(({ EventType }) => EventType === 'CallbackSucceeded');
  });
  await clock.advance(10);
  first.suspend();
  const second = await order.next();
  // Asked for twice more, the history has been seen with the end of the first invocation in it.
  const seen = histories;
  await waitFor('the history to be read again', () => (histories > seen + 1 ? true : undefined));
  second.succeed('1');
  assert.equal(JSON.parse(await answered).Derived.Status, 'SUCCEEDED');
});
