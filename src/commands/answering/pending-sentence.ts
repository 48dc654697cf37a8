import type { PendingCallback } from '../../lambda/pending-callback.ts';
import { formatDuration } from '../../model/time.ts';

/** `approve of order-7, waiting for 3m, expires in 2h (order)`. */
export function pendingSentence(one: PendingCallback, now: number): string {
  const { Deadline } = one.Derived;
  const left = Deadline ? `, expires in ${formatDuration(Deadline.getTime() - now)}` : '';
  const waited = formatDuration(now - one.StartTimestamp.getTime());
  return `${pendingTitle(one)}, waiting for ${waited}${left} (${one.FunctionName})`;
}

/** `approve of order-7`. */
export const pendingTitle = ({ OperationId, DurableExecutionName, Derived }: PendingCallback): string =>
  `${Derived.Name ?? OperationId} of ${DurableExecutionName}`;
