import type { Context } from '../cli/command.ts';
import { interruptions } from '../cli/interruption.ts';
import { onAbort } from './on-abort.ts';

// Most things have ended by then.
const patience = 1000;

/** Tells whoever interrupts what goes on all the same, once it has gone on for a while. */
export function tellInterrupter(
  { clock, io, signal }: Pick<Context, 'clock' | 'io' | 'signal'>,
  text: () => string,
): Disposable {
  let telling: Disposable | undefined;
  const listening = onAbort(signal, () => {
    if (signal.reason !== interruptions.closedPipe)
      telling = clock.after(patience, () => io.note(`durcb: ${text()}`));
  });
  return {
    [Symbol.dispose]() {
      listening[Symbol.dispose]();
      telling?.[Symbol.dispose]();
    },
  };
}
