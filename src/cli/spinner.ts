import { WriteStream } from 'node:tty';
import type { Ora } from 'ora';
import type { Clock } from '../model/time.ts';
import type { Output } from './io.ts';

/** Quick answers come without a flicker. */
const patience = 100;

export interface Spinner {
  /** Takes it off the screen, or keeps it from ever appearing. */
  stop(): void;
}

/** Shows a person at a terminal that something goes on, once it has gone on for a while. The only code that knows ora. */
export function startSpinner(text: string, { stream, color }: Output, clock: Clock): Spinner {
  // On a terminal of no width ora never comes to an end.
  if (!(stream instanceof WriteStream && stream.columns > 0)) return { stop: () => {} };
  let isStopped = false;
  let shown: Ora | undefined;
  const timer = clock.after(patience, async () => {
    const { default: ora } = await import('ora');
    // Reading from stdin is for the command to do, and Ctrl-C is for the process.
    if (!isStopped)
      shown = ora({ text, stream, color: color && 'cyan', discardStdin: false, isEnabled: true }).start();
  });
  return {
    stop() {
      isStopped = true;
      timer[Symbol.dispose]();
      shown?.stop();
      shown = undefined;
    },
  };
}
