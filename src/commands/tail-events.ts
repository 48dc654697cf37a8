import type { ExecutionStatus } from '@aws-sdk/client-lambda';
import type { Context, Result, Row, Rows } from '../cli/command.ts';
import type { Lambda } from '../lambda/client.ts';
import { type FollowQuery, followHistory, isExecutionEnd } from '../lambda/follow.ts';
import { readHistory } from '../lambda/history.ts';
import type { HistoryEvent } from '../lambda/history-event.ts';
import { sayingItGoesOn } from './also-saying.ts';
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
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
  lambda: Lambda,
  DurableExecutionArn: string,
  { follow, payload, isWanted, last }: TailOptions,
): Extract<Result, Rows> {
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
    const { after, hasEnded } = yield* eventsSoFar(lambda, query, { isWanted, last }, signal);
    if (follow && !hasEnded)
      for await (const event of followHistory(lambda, clock, { ...query, after }, signal))
        if (isWanted(event)) yield event;
    status = await readStatus();
  }
  async function* rows(): AsyncGenerator<Row> {
    try {
      for await (const event of events()) yield eventRow(event, payload);
    } catch (error) {
      throw follow ? sayingItGoesOn(error, DurableExecutionArn, signal) : error;
    }
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

interface SoFar {
  /** The number of the newest event there was. */
  readonly after: number;
  /** Whether one of them was the execution's end, behind which nothing comes. */
  readonly hasEnded: boolean;
}

async function* eventsSoFar(
  lambda: Lambda,
  query: FollowQuery,
  { isWanted, last }: Pick<TailOptions, 'isWanted' | 'last'>,
  signal: AbortSignal,
): AsyncGenerator<HistoryEvent, SoFar> {
  const latest: HistoryEvent[] = [];
  let after = 0;
  let hasEnded = false;
  for await (const event of readHistory(lambda, { ...query, reverse: last !== undefined }, signal)) {
    after = Math.max(after, event.EventId);
    hasEnded ||= isExecutionEnd(event);
    if (!isWanted(event)) continue;
    if (last === undefined) yield event;
    else if (latest.push(event) === last) break;
  }
  yield* latest.reverse();
  return { after, hasEnded };
}
