import type { Limits } from '../../model/limits.ts';
import type { ErrorObject } from '../../model/wire.ts';
import type { ChainedOutcome, InvocationEnd } from '../engine/command.ts';
import type { InvocationOutcome } from '../functions/functions.ts';

/** How the end of a function's run looks to the execution it ran for. */
export function invocationEnd(outcome: InvocationOutcome): InvocationEnd {
  switch (outcome.kind) {
    case 'response':
      return { kind: 'reply', text: textOf(outcome.payload) };
    case 'error':
      return { kind: 'error', error: outcome.error };
    case 'lost':
      return { kind: 'lost' };
  }
}

/** How the end of a plain function looks to the execution that invoked it. */
export function chainedOutcome(
  outcome: Exclude<InvocationOutcome, { kind: 'lost' }>,
  { chainedPayload: limit }: Limits,
): ChainedOutcome {
  if (outcome.kind === 'error') return { status: 'FAILED', error: outcome.error };
  if (outcome.payload.length > limit) return { status: 'FAILED', error: tooLarge(limit) };
  return { status: 'SUCCEEDED', result: textOf(outcome.payload) };
}

function tooLarge(limit: number): ErrorObject {
  return {
    ErrorType: 'InvalidParameterValueException',
    ErrorMessage: `CHAINED_INVOKE output payload size must be less than or equal to ${limit} bytes.`,
  };
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
