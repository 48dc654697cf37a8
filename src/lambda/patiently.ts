import { type Clock, sleep } from '../model/time.ts';
import { isPassing } from './service-error.ts';

// Half a minute without network, or with too much traffic, must not end a watch of days.
const patience = [1_000, 2_000, 4_000, 8_000, 16_000];

/** Asks again while what is in the way will pass: throttling, the network. */
export async function patiently<Answer>(
  clock: Clock,
  signal: AbortSignal,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (const delay of patience) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(clock, delay, signal);
    }
  }
  return ask();
}
