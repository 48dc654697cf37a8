import type { Context } from '../../cli/command.ts';
import { sleep } from '../../model/time.ts';

/** Turns at least an interval of milliseconds apart: resolves when the next may begin, to false when none may any more. */
export function turns(
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
  interval: number,
): () => Promise<boolean> {
  let next = clock.now();
  return async () => {
    const now = clock.now();
    const turn = Math.max(now, next);
    next = turn + interval;
    if (turn > now) await sleep(clock, turn - now, signal).catch(() => {});
    return !signal.aborted;
  };
}
