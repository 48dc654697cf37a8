import type { Context } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import { formatDuration } from '../model/time.ts';

type Surroundings = Pick<Context, 'clock' | 'signal'>;

export interface TimeLimit {
  /** Aborts with the others' signal, and once the time is up. */
  readonly signal: AbortSignal;
  stop(): void;
}

/** A signal that also aborts after so many milliseconds, with a failure of its own; undefined is for ever. */
export function timeLimit(
  { clock, signal }: Surroundings,
  milliseconds: number | undefined,
  failure: (milliseconds: number) => Failure,
): TimeLimit {
  if (milliseconds === undefined) return { signal, stop() {} };
  const ends = new AbortController();
  const timer = clock.after(milliseconds, () => ends.abort(failure(milliseconds)));
  return { signal: AbortSignal.any([signal, ends.signal]), stop: () => timer[Symbol.dispose]() };
}

/** Calls with a signal that also aborts once the time is up, which is a failure of its own; undefined is for ever. */
export async function withinTime<Answer>(
  context: Surroundings,
  milliseconds: number | undefined,
  call: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const limit = timeLimit(context, milliseconds, timeIsUp);
  try {
    return await call(limit.signal);
  } finally {
    limit.stop();
  }
}

const timeIsUp = (milliseconds: number): Failure =>
  new Failure({
    code: 'timeout',
    message: `it did not happen within ${formatDuration(milliseconds)}`,
    hint: 'durcb describe says how the execution stands; it goes on as before',
    exitCode: exitCodes.timedOut,
  });
