import { type Clock, sleep } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { isPassing, isThrottled } from './service-error.ts';

/** What is told of a service that is away; a short while is not worth a word. */
export interface OutageNotes {
  began(error: unknown): void;
  /** After so many milliseconds. */
  ended(milliseconds: number): void;
}

// Milliseconds without any answer after which it is called an outage.
const noticed = 5_000;
const longestPause = { local: 2_000, remote: 30_000 };

/**
 * The same service for who reads it for days: asks again for as long as it is away or busy.
 * Where it has never answered at all, being away is an error.
 */
export function patientLambda(lambda: Lambda, clock: Clock, notes: OutageNotes): Lambda {
  const state = outageState(clock, notes);
  const longest = lambda.isLocal ? longestPause.local : longestPause.remote;
  const patient =
    <Input, Output>(call: Call<Input, Output>): Call<Input, Output> =>
    async (input, signal) => {
      for (let pause = 500; ; pause = Math.min(pause * 2, longest)) {
        try {
          const answer = await call(input, signal);
          state.answered();
          return answer;
        } catch (error) {
          if (!isPassing(error) || (!state.hasAnswered && !isThrottled(error))) throw error;
          state.failed(error);
        }
        await sleep(clock, pause, signal);
      }
    };
  return {
    ...lambda,
    getDurableExecution: patient(lambda.getDurableExecution),
    getDurableExecutionHistory: patient(lambda.getDurableExecutionHistory),
    listDurableExecutionsByFunction: patient(lambda.listDurableExecutionsByFunction),
    listFunctions: patient(lambda.listFunctions),
    listVersionsByFunction: patient(lambda.listVersionsByFunction),
    listTags: patient(lambda.listTags),
    getFunctionConfiguration: patient(lambda.getFunctionConfiguration),
  };
}

type Call<Input, Output> = (input: Input, signal?: AbortSignal) => Promise<Output>;

function outageState(clock: Clock, notes: OutageNotes) {
  let answeredAt: number | undefined;
  let failedSince: number | undefined;
  let isNoted = false;
  return {
    get hasAnswered() {
      return answeredAt !== undefined;
    },
    answered() {
      answeredAt = clock.now();
      if (isNoted && failedSince !== undefined) notes.ended(answeredAt - failedSince);
      isNoted = false;
      failedSince = undefined;
    },
    failed(error: unknown) {
      failedSince ??= clock.now();
      if (isNoted || clock.now() - failedSince < noticed) return;
      isNoted = true;
      notes.began(error);
    },
  };
}
