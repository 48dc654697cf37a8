import { pendingCallbacks } from '../lambda/callbacks.ts';
import type { PendingCallback } from '../lambda/pending-callback.ts';
import { resolveExecution } from '../lambda/resolve-execution.ts';
import { formatDuration } from '../model/time.ts';
import { isTooMuch } from './is-too-much.ts';
import type { Asking } from './live-offers.ts';
import type { Offer } from './offer.ts';
import type { Question } from './question.ts';

type CallbackQuestion = Extract<Question, { kind: 'callback' | 'callback-name' }>;

/** Ids of the callbacks that wait. */
export async function* callbackOffers(asking: Asking, question: CallbackQuestion): AsyncGenerator<Offer> {
  for await (const callback of waiting(asking, question))
    yield {
      value: callback.CallbackId,
      about: `${nameOf(callback) ?? 'nameless'}, ${placeOf(callback)}, ${about(callback, asking.now)}`,
    };
}

/** Their names, each once. */
export async function* callbackNameOffers(asking: Asking, question: CallbackQuestion): AsyncGenerator<Offer> {
  const seen = new Set<string>();
  for await (const callback of waiting(asking, question)) {
    const name = nameOf(callback);
    if (name === undefined || seen.has(name)) continue;
    seen.add(name);
    yield { value: name, about: `${placeOf(callback)}, ${about(callback, asking.now)}` };
  }
}

async function* waiting(
  asking: Asking,
  { functionName, execution }: CallbackQuestion,
): AsyncGenerator<PendingCallback> {
  const { lambda, signal } = asking;
  if (execution === undefined && (await isTooMuch(asking, functionName))) return;
  const DurableExecutionArn =
    execution === undefined ? undefined : await resolveExecution(lambda, execution, functionName, signal);
  yield* pendingCallbacks(lambda, { DurableExecutionArn, functionName }, signal);
}

const nameOf = ({ Name, Derived }: PendingCallback): string | undefined => Derived.Name ?? Name;

const placeOf = ({ FunctionName, DurableExecutionName }: PendingCallback): string =>
  `${FunctionName}/${DurableExecutionName}`;

function about({ StartTimestamp, Derived: { Deadline } }: PendingCallback, now: number): string {
  const age = `waits for ${formatDuration(now - StartTimestamp.getTime())}`;
  return Deadline ? `${age}, expires in ${formatDuration(Deadline.getTime() - now)}` : age;
}
