import { durableFunctions } from '../lambda/functions.ts';
import type { Asking } from './live-offers.ts';

// So many calls are made for a key that somebody pressed; the emulator's cost nothing.
const few = 20;

/** Whether it would take a call for each of many functions to look at all of them. */
export async function isTooMuch(
  { lambda, signal }: Asking,
  functionName: string | undefined,
): Promise<boolean> {
  if (functionName !== undefined || lambda.isLocal) return false;
  let count = 0;
  for await (const _function of durableFunctions(lambda, signal)) if (++count > few) return true;
  return false;
}
