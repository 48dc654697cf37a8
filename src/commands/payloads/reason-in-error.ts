import { flag } from '../../cli/command.ts';
import { reasonFrom } from '../../cli/reason.ts';
import { usageFailure } from '../../cli/usage.ts';
import type { ErrorObject } from '../../model/wire.ts';
import { given } from '../values/text-value.ts';

/** Lets the function and the history have the reason, too. */
export const reasonInErrorOption = flag(
  '--reason-in-error',
  'send the reason, too: as ErrorData {"Reason": …}',
  given,
);

export interface ReasonInput {
  readonly reason: string | undefined;
  readonly reasonInError: true | undefined;
}

/** The error with the reason in it, where that is asked for. */
export function withReason<Err extends ErrorObject | undefined>(
  error: Err,
  { reason, reasonInError }: ReasonInput,
  environment: Readonly<Record<string, string | undefined>>,
): Err | ErrorObject {
  if (!reasonInError) return error;
  const Reason = reasonFrom(reason, environment);
  if (!Reason) throw usageFailure('--reason-in-error needs a reason', 'add --reason TEXT');
  if (error?.ErrorData !== undefined)
    throw usageFailure('the error has ErrorData of its own', 'leave out --reason-in-error');
  return { ...error, ErrorData: JSON.stringify({ Reason }) };
}
