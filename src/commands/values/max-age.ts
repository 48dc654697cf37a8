import * as z from 'zod/mini';
import { type Context, flag } from '../../cli/command.ts';
import type { Lambda } from '../../lambda/client.ts';
import { formatDuration } from '../../model/time.ts';
import { durationValue } from './duration-value.ts';

export const maxAgeOption = flag(
  '--max-age <duration>',
  'take lists and open histories as they were read so recently, such as 1m',
  z.optional(durationValue),
);

/** The service as it was at most so many milliseconds ago, where that is known. */
export async function recently(
  { clock, io, lambda: connect }: Context,
  maxAge: number | undefined,
): Promise<{ readonly lambda: Lambda; readonly sayAge: () => void }> {
  const lambda = await connect();
  const recent = maxAge === undefined ? undefined : await lambda.recent?.(maxAge);
  return {
    lambda: recent?.lambda ?? lambda,
    sayAge() {
      const oldest = recent?.oldest();
      if (oldest !== undefined)
        io.note(`durcb: this is as it was up to ${formatDuration(Math.max(1000, clock.now() - oldest))} ago`);
    },
  };
}
