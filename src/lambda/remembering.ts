import type { Clock } from '../model/time.ts';
import type { Lambda } from './client.ts';

/** The same service for who asks it again and again: what functions, versions and tags there are is asked for once in so many milliseconds. */
export function remembering(lambda: Lambda, clock: Clock, milliseconds: number): Lambda {
  const remembered = <Input, Output>(call: Call<Input, Output>): Call<Input, Output> => {
    const answers = new Map<string, { readonly at: number; readonly answer: Promise<Output> }>();
    return (input, signal) => {
      const key = JSON.stringify(input);
      const known = answers.get(key);
      if (known && clock.now() - known.at < milliseconds) return known.answer;
      const answer = call(input, signal);
      answers.set(key, { at: clock.now(), answer });
      answer.catch(() => answers.delete(key));
      return answer;
    };
  };
  return {
    ...lambda,
    listFunctions: remembered(lambda.listFunctions),
    listVersionsByFunction: remembered(lambda.listVersionsByFunction),
    listTags: remembered(lambda.listTags),
    getFunctionConfiguration: remembered(lambda.getFunctionConfiguration),
  };
}

type Call<Input, Output> = (input: Input, signal?: AbortSignal) => Promise<Output>;
