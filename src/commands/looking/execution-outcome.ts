import type { GetDurableExecutionResponse } from '@aws-sdk/client-lambda';
import type { Context } from '../../cli/command.ts';
import type { Lambda } from '../../lambda/client.ts';
import { followHistory } from '../../lambda/follow.ts';

/** Waits until an execution has ended; returns it as it is then, payloads and all. */
export async function executionOutcome(
  { clock }: Context,
  lambda: Lambda,
  DurableExecutionArn: string,
  signal: AbortSignal,
): Promise<GetDurableExecutionResponse> {
  const first = await lambda.getDurableExecution({ DurableExecutionArn }, signal);
  if (first.Status !== 'RUNNING') return first;
  for await (const _ of followHistory(lambda, clock, { DurableExecutionArn, withData: false }, signal));
  return lambda.getDurableExecution({ DurableExecutionArn }, signal);
}
