import type { Lambda } from './client.ts';
import { readHistory } from './history.ts';
import type { HistoryEvent } from './history-event.ts';

/** One event with its payload, looked for from the newest back; undefined when there is none of that number. */
export async function eventWithData(
  lambda: Lambda,
  DurableExecutionArn: string,
  eventId: number,
  signal?: AbortSignal,
): Promise<HistoryEvent | undefined> {
  const query = { DurableExecutionArn, withData: true, reverse: true, firstPage: 20 };
  for await (const event of readHistory(lambda, query, signal)) if (event.EventId === eventId) return event;
  return undefined;
}
