import type { Context } from '../../cli/command.ts';
import { isThrottled } from '../../lambda/service-error.ts';
import { sleep } from '../../model/time.ts';
import type { Answer } from './answer-callback.ts';
import { triedBefore } from './tried-before.ts';

const longestPause = 30_000;
const patience = 300_000;

/**
 * Sends one answer again, ever more slowly, for as long as the service is asked too often; gives up once the signal
 * aborts. Calls `onPause` before each pause.
 */
export async function throughThrottling<Fate>(
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
  answer: Answer,
  send: (attempt: Answer) => Promise<Fate>,
  onPause: () => void = () => {},
): Promise<Fate> {
  const end = clock.now() + patience;
  let attempt = answer;
  for (let pause = 1000; ; pause = Math.min(pause * 2, longestPause)) {
    try {
      return await send(attempt);
    } catch (error) {
      if (!isThrottled(error) || clock.now() + pause > end || signal.aborted) throw error;
      onPause();
      await sleep(clock, pause, signal).catch(() => {
        throw error;
      });
    }
    // Some of what was tried may have been taken, and its reply lost.
    attempt = triedBefore(answer);
  }
}
