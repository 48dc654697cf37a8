import { WriteStream } from 'node:tty';
import type { Ora } from 'ora';
import type { Clock } from '../model/time.ts';
import type { Output } from './io.ts';
import { cutText, textWidth } from './text-width.ts';

// What turns, and what is between.
const besideText = 4;

/** Quick answers come without a flicker. */
const patience = 100;

export interface Spinner {
  /** What stands behind its name from now on; asked for whenever it turns. */
  tell(progress: () => string): void;
  /** Takes it off the screen, or keeps it from ever appearing. */
  stop(): void;
}

/** Shows a person at a terminal that something goes on, once it has gone on for a while. The only code that knows ora. */
export function startSpinner(text: string, { stream, color }: Output, clock: Clock): Spinner {
  // On a terminal of no width ora never comes to an end.
  if (!(stream instanceof WriteStream && stream.columns > 0)) return { tell: () => {}, stop: () => {} };
  let isStopped = false;
  let shown: Ora | undefined;
  let progress = () => '';
  // One line, which a narrow terminal would break.
  const room = () => stream.columns - textWidth(text) - besideText;
  const timer = clock.after(patience, async () => {
    const { default: ora } = await import('ora');
    // Reading from stdin is for the command to do, and Ctrl-C is for the process.
    if (!isStopped)
      shown = ora({
        text,
        suffixText: () => cutText(progress(), room()),
        stream,
        color: color && 'cyan',
        discardStdin: false,
        isEnabled: true,
      }).start();
  });
  return {
    tell(next) {
      progress = next;
    },
    stop() {
      isStopped = true;
      timer[Symbol.dispose]();
      shown?.stop();
      shown = undefined;
    },
  };
}
