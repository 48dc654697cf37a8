import { type Clock, sleep } from '../model/time.ts';
import { CallWidth } from './call-width.ts';
import { isPassing, isThrottled } from './service-error.ts';

/** What was asked so far; grows. */
export interface Traffic {
  readonly calls: number;
  /** Of the calls, those that the service refused for being too many. */
  readonly throttled: number;
}

export interface FanOutOptions {
  /** How often a call is made that is throttled, or that fails in another way that passes. */
  readonly attempts: { readonly throttled: number; readonly other: number };
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
}

// Enough to hide the network, few enough for the service's limits.
const mostAtOnce = 16;

// Milliseconds, doubled each time: a service that does nothing but throttle is given up after a minute or so.
const firstPause = 50;
const longestPause = 20_000;

/**
 * For calls that read, of which a command may make thousands: few go at a time, fewer while the service throttles, and
 * what passes is tried again. The SDK's adaptive mode would sink to a call a second where a third is throttled by chance.
 */
export function fanOutCalls(options: FanOutOptions) {
  const width = new CallWidth(mostAtOnce);
  const traffic = { calls: 0, throttled: 0 };
  const share =
    <Input, Answer>(call: Call<Input, Answer>): Call<Input, Answer> =>
    (input, signal) =>
      width.run(
        (turn) =>
          repeatedly(options, signal, async () => {
            traffic.calls++;
            try {
              const answer = await call(input, signal);
              turn.answered();
              return answer;
            } catch (error) {
              if (isThrottled(error)) {
                traffic.throttled++;
                turn.throttled();
              }
              throw error;
            }
          }),
        signal,
      );
  const soFar: Traffic = traffic;
  return { traffic: soFar, share };
}

type Call<Input, Answer> = (input: Input, signal?: AbortSignal) => Promise<Answer>;

// It keeps its place while it pauses, so that nobody else takes what the service has to give.
async function repeatedly<Answer>(
  { attempts, clock, random }: FanOutOptions,
  signal: AbortSignal | undefined,
  call: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const most = isThrottled(error) ? attempts.throttled : attempts.other;
      if (!isPassing(error) || attempt >= most) throw error;
    }
    const pause = Math.min(longestPause, firstPause * 2 ** (attempt - 1));
    await sleep(clock, pause * random(), signal);
  }
}
