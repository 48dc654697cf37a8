import type { Lambda } from './client.ts';

// Pages of histories are large, and who asks again mostly does so soon.
const most = 100;

/** The service as it was when it was first asked: for who looks up many things in the same few executions. */
export const askedOnce = (lambda: Lambda): Lambda => ({
  ...lambda,
  getDurableExecutionHistory: once(lambda.getDurableExecutionHistory),
  listDurableExecutionsByFunction: once(lambda.listDurableExecutionsByFunction),
  listFunctions: once(lambda.listFunctions),
  listVersionsByFunction: once(lambda.listVersionsByFunction),
});

type Call<Input, Output> = (input: Input, signal?: AbortSignal) => Promise<Output>;

function once<Input, Output>(call: Call<Input, Output>): Call<Input, Output> {
  const answers = new Map<string, Promise<Output>>();
  return (input, signal) => {
    const question = JSON.stringify(input);
    const known = answers.get(question);
    if (known) return known;
    const answer = call(input, signal);
    answers.set(question, answer);
    answer.catch(() => answers.delete(question));
    const [oldest] = answers.keys();
    if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}
