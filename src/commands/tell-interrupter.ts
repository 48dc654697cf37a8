import type { Context } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
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
    if (isSomebody(signal.reason)) telling = clock.after(patience, () => io.note(`durcb: ${text()}`));
  });
  return {
    [Symbol.dispose]() {
      listening[Symbol.dispose]();
      telling?.[Symbol.dispose]();
    },
  };
}

// That nobody reads the output any more is nothing to be told.
const isSomebody = (reason: unknown): boolean =>
  reason instanceof Failure && reason.exitCode !== exitCodes.done;
