import type { Context } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import { formatDuration } from '../model/time.ts';

/** Calls with a signal that also aborts once the time is up, which is a failure of its own; undefined is for ever. */
export async function withinTime<Answer>(
  { clock, signal }: Context,
  milliseconds: number | undefined,
  call: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  if (milliseconds === undefined) return call(signal);
  const ends = new AbortController();
  const timer = clock.after(milliseconds, () => ends.abort(timeIsUp(milliseconds)));
  try {
    return await call(AbortSignal.any([signal, ends.signal]));
  } finally {
    timer[Symbol.dispose]();
  }
}

const timeIsUp = (milliseconds: number): Failure =>
  new Failure({
    code: 'timeout',
    message: `it did not happen within ${formatDuration(milliseconds)}`,
    hint: 'durcb describe says how the execution stands; it goes on as before',
    exitCode: exitCodes.timedOut,
  });
