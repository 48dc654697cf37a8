import type { Clock } from '../model/time.ts';

/** The same call, made once in so many milliseconds for each input; what fails is not remembered. */
export function remembered<Input, Output>(
  call: Call<Input, Output>,
  clock: Clock,
  milliseconds: number,
): Call<Input, Output> {
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<Output> }>();
  return (input, signal) => {
    const now = clock.now();
    // A marker may be another one each time, so that nobody asks for its page again.
    for (const [key, { at }] of answers) if (now - at >= milliseconds) answers.delete(key);
    const key = JSON.stringify(input);
    const known = answers.get(key);
    if (known) return known.answer;
    const answer = call(input, signal);
    answers.set(key, { at: now, answer });
    answer.catch(() => answers.delete(key));
    return answer;
  };
}

type Call<Input, Output> = (input: Input, signal?: AbortSignal) => Promise<Output>;
