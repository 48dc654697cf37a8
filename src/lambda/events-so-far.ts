import type { Lambda } from './client.ts';
import { eventsAfter } from './events-after.ts';
import { readHistory } from './history.ts';
import type { HistoryEvent } from './history-event.ts';
import { mergeOrdered } from './merge-ordered.ts';
import type { OnGone, Tailed, TailedEvent, TailedExecutions } from './tailed-executions.ts';

export interface SoFarQuery {
  readonly withChildren: boolean;
  readonly onGone: OnGone;
}

/** What has happened to the watched executions behind what was read of each, in the order of time; with those they call, if asked. */
export async function* eventsSoFar(
  lambda: Lambda,
  executions: TailedExecutions,
  { withChildren, onGone }: SoFarQuery,
  signal: AbortSignal,
): AsyncGenerator<TailedEvent> {
  const sourceOf = (one: Tailed) => forwards(lambda, executions, one, signal, onGone);
  const childrenOf = ({ DurableExecutionArn, event }: TailedEvent) => {
    const child = withChildren && addChild(executions, DurableExecutionArn, event);
    return child ? [sourceOf(child)] : [];
  };
  yield* mergeOrdered(executions.open.map(sourceOf), ({ time }) => time, childrenOf);
}

/** Watches the execution that an event says was called; undefined when it says nothing of the kind, or it is watched. */
export function addChild(
  executions: TailedExecutions,
  caller: string,
  { ChainedInvokeStartedDetails }: HistoryEvent,
): Tailed | undefined {
  const child = ChainedInvokeStartedDetails?.DurableExecutionArn;
  if (!child) return undefined;
  return executions.add(child, { depth: (executions.get(caller)?.depth ?? 0) + 1 });
}

async function* forwards(
  lambda: Lambda,
  executions: TailedExecutions,
  { DurableExecutionArn, last }: Tailed,
  signal: AbortSignal,
  onGone: OnGone,
): AsyncGenerator<TailedEvent> {
  const query = { DurableExecutionArn, withData: true };
  try {
    // From the beginning it is read as it is needed, so that a long history need not be held.
    const events =
      last > 0 ? await eventsAfter(lambda, query, last, signal) : readHistory(lambda, query, signal);
    for await (const event of events) yield* executions.take(DurableExecutionArn, event);
  } catch (error) {
    executions.closeIfGone(DurableExecutionArn, error, onGone);
  }
}
