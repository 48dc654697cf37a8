import type { Context, Result, Rows } from '../../cli/command.ts';
import type { Lambda } from '../../lambda/client.ts';
import { type TailLook, tailRows } from './tail-rows.ts';

/** The events of an execution, a row each as they happen; the exit code is its outcome. */
export function tailEvents(
  context: Pick<Context, 'clock' | 'signal'>,
  lambda: Lambda,
  DurableExecutionArn: string,
  look: TailLook,
): Extract<Result, Rows> {
  return tailRows(context, lambda, { executions: [DurableExecutionArn], functions: [] }, look);
}
