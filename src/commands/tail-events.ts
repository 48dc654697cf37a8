import type { ExecutionStatus } from '@aws-sdk/client-lambda';
import type { Context, Result, Row } from '../cli/command.ts';
import type { Lambda } from '../lambda/client.ts';
import { type FollowQuery, followHistory } from '../lambda/follow.ts';
import { readHistory } from '../lambda/history.ts';
import type { HistoryEvent } from '../lambda/history-event.ts';
import { idOf } from './column.ts';
import { eventColumns, eventRow, type PayloadMode } from './event-row.ts';
import { outcomeCode } from './outcome.ts';

export interface TailOptions {
  readonly follow: boolean;
  readonly payload: PayloadMode;
  readonly isWanted: (event: HistoryEvent) => boolean;
  /** Of what has happened so far, only so many. */
  readonly last?: number | undefined;
}

/** The events of an execution, a row each as they happen; the exit code is its outcome. */
export function tailEvents(
  { clock, signal }: Context,
  lambda: Lambda,
  DurableExecutionArn: string,
  { follow, payload, isWanted, last }: TailOptions,
): Result {
  const query = { DurableExecutionArn, withData: true };
  let status: ExecutionStatus | undefined;
  const readStatus = async () => {
    const summary = await lambda.getDurableExecution(
      { DurableExecutionArn, IncludeExecutionData: false },
      signal,
    );
    return summary.Status;
  };
  async function* events(): AsyncGenerator<HistoryEvent> {
    const after = yield* eventsSoFar(lambda, query, { isWanted, last }, signal);
    status = await readStatus();
    if (!follow || status !== 'RUNNING') return;
    for await (const event of followHistory(lambda, clock, { ...query, after }, signal))
      if (isWanted(event)) yield event;
    status = await readStatus();
  }
  async function* rows(): AsyncGenerator<Row> {
    for await (const event of events()) yield eventRow(event, payload);
  }
  return {
    kind: 'rows',
    columns: eventColumns,
    rows: rows(),
    live: true,
    id: idOf('EventId'),
    exitCode: () => outcomeCode(status),
  };
}

/** Returns the number of the newest event there was. */
async function* eventsSoFar(
  lambda: Lambda,
  query: FollowQuery,
  { isWanted, last }: Pick<TailOptions, 'isWanted' | 'last'>,
  signal: AbortSignal,
): AsyncGenerator<HistoryEvent, number> {
  const latest: HistoryEvent[] = [];
  let newest = 0;
  for await (const event of readHistory(lambda, { ...query, reverse: last !== undefined }, signal)) {
    newest = Math.max(newest, event.EventId);
    if (!isWanted(event)) continue;
    if (last === undefined) yield event;
    else if (latest.push(event) === last) break;
  }
  yield* latest.reverse();
  return newest;
}
