import type { Context } from '../../cli/command.ts';
import { type CallbackScope, pendingCallbacks } from '../../lambda/callbacks.ts';
import type { Lambda } from '../../lambda/client.ts';
import type { PendingCallback } from '../../lambda/pending-callback.ts';
import { withinTime } from '../time-limit.ts';
import { pendingSentence } from './pending-sentence.ts';

// As many as a person reads through, and as long as one waits for an error.
const few = 10;
const patience = 2000;

/** Names some of the callbacks that wait, for who has named none; what cannot be read in a moment is left out. */
export async function tellPending(context: Context, lambda: Lambda, scope: CallbackScope): Promise<void> {
  const { clock, io } = context;
  const found: PendingCallback[] = [];
  await withinTime(context, patience, async (signal) => {
    for await (const one of pendingCallbacks(lambda, scope, signal)) if (found.push(one) > few) break;
  }).catch(() => context.signal.throwIfAborted());
  for (const one of found.slice(0, few))
    io.note(`durcb: ${one.CallbackId} is ${pendingSentence(one, clock.now())}`);
  if (found.length > few) io.note('durcb: and more wait');
}
