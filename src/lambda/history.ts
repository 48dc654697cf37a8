import type { Lambda } from './client.ts';
import { checkEvent, type HistoryEvent } from './history-event.ts';

export interface HistoryQuery {
  readonly DurableExecutionArn: string;
  /** With inputs, results and errors. */
  readonly withData: boolean;
  /** Newest first. */
  readonly reverse?: boolean | undefined;
  /** How many the first page holds; the others are as large as the service allows. */
  readonly firstPage?: number | undefined;
}

/** Every event of an execution, page after page. */
export async function* readHistory(
  lambda: Pick<Lambda, 'getDurableExecutionHistory'>,
  { DurableExecutionArn, withData, reverse = false, firstPage = 1000 }: HistoryQuery,
  signal?: AbortSignal,
): AsyncGenerator<HistoryEvent> {
  const request = { DurableExecutionArn, IncludeExecutionData: withData, ReverseOrder: reverse };
  let Marker: string | undefined;
  do {
    const MaxItems = Marker ? 1000 : firstPage;
    const page = await lambda.getDurableExecutionHistory({ ...request, MaxItems, Marker }, signal);
    for (const event of page.Events ?? []) yield checkEvent(event);
    Marker = page.NextMarker || undefined;
  } while (Marker);
}
