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
export function startSpinner(text: string, { stream }: Output, clock: Clock): Spinner {
  if (!(stream instanceof WriteStream)) return { stop: () => {} };
  let isStopped = false;
  let shown: Ora | undefined;
  const timer = clock.after(patience, async () => {
    const { default: ora } = await import('ora');
    // Reading from stdin is for the command to do, and Ctrl-C is for the process.
    if (!isStopped) shown = ora({ text, stream, discardStdin: false }).start();
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
