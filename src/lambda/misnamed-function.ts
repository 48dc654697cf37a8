import { Failure } from '../cli/failure.ts';
import { nearest } from '../cli/nearest.ts';
import type { Lists } from './execution-lists.ts';
import { durableFunctions, type FunctionTarget } from './functions.ts';
import { isGone } from './service-error.ts';

/** Rejects with `not-found` when the version or alias is not there: a service may list nothing instead of saying so. */
export async function checkQualifier(
  { learnt, getFunctionConfiguration }: Lists,
  { FunctionName, Qualifier }: FunctionTarget,
  signal?: AbortSignal,
): Promise<void> {
  const qualified = `${FunctionName}:${Qualifier}`;
  if (Qualifier === undefined || learnt?.qualified.has(qualified)) return;
  try {
    await getFunctionConfiguration?.({ FunctionName, Qualifier }, signal);
  } catch (error) {
    // Who may not read a function's configuration may still be allowed to list its executions.
    if (isGone(error)) throw error;
    signal?.throwIfAborted();
  }
  learnt?.qualified.add(qualified);
}

/** The error, with the function that was probably meant when it says that there is none of that name. */
export async function namingTheNearest(
  lambda: Lists,
  { FunctionName }: FunctionTarget,
  error: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  if (!isGone(error) || !(error instanceof Failure)) return error;
  const names = await namesOf(lambda, signal);
  const meant = names.includes(FunctionName) ? undefined : nearest(FunctionName, names);
  return meant === undefined ? error : error.with({ hint: `did you mean ${meant}?` });
}

// What it was about has failed already: who may not list functions just gets no hint.
async function namesOf(lambda: Lists, signal?: AbortSignal): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { FunctionName } of durableFunctions(lambda, signal)) names.push(FunctionName);
  } catch {
    signal?.throwIfAborted();
  }
  return names;
}
