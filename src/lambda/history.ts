import type { HistoryCache, HistoryRecord, KnownHistory } from './cache/history-cache.ts';
import { isWhole } from './cache/is-whole.ts';
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

type Histories = Pick<Lambda, 'getDurableExecutionHistory' | 'histories'>;

/** Every event of an execution, page after page; what was read before is not read again. */
export async function* readHistory(
  lambda: Histories,
  query: HistoryQuery,
  signal?: AbortSignal,
): AsyncGenerator<HistoryEvent> {
  const cache = query.reverse ? undefined : await lambda.histories?.();
  if (!cache) return yield* readPages(lambda, query, signal);
  const at = cache.now();
  const known = query.withData ? undefined : await cache.read(query.DurableExecutionArn);
  const events = known && (await upToDate(lambda, cache, known, query, signal));
  if (events) return yield* events;
  yield* recorded(cache.record(query.DurableExecutionArn, at), readPages(lambda, query, signal));
}

async function* readPages(
  lambda: Histories,
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

async function* recorded(
  record: HistoryRecord,
  events: AsyncIterable<HistoryEvent>,
): AsyncGenerator<HistoryEvent> {
  for await (const event of events) {
    record.add(event);
    yield event;
  }
  await record.keep();
}

/** What is known, with what has come behind it; undefined when the two do not fit together. */
async function upToDate(
  lambda: Histories,
  cache: HistoryCache,
  known: KnownHistory,
  { DurableExecutionArn }: HistoryQuery,
  signal?: AbortSignal,
): Promise<readonly HistoryEvent[] | undefined> {
  if (known.isFinal) return known.events;
  if (cache.isRecent(known.kept.at)) {
    cache.onTaken(known.kept.at);
    return known.events;
  }
  const at = cache.now();
  const newer = await readBack(lambda, DurableExecutionArn, known.events.at(-1), signal);
  const events = newer && [...known.events, ...newer];
  if (!events || !isWhole(events)) return undefined;
  if (newer.length === 0) await cache.confirm(DurableExecutionArn, known, at);
  else {
    const record = cache.record(DurableExecutionArn, at);
    for (const event of events) record.add(event);
    await record.keep();
  }
  return events;
}

// In most cases nothing has come, or little.
const firstPage = 20;

/** The events behind the last known one, oldest first; undefined when that one is not there. */
async function readBack(
  lambda: Histories,
  DurableExecutionArn: string,
  last: HistoryEvent | undefined,
  signal?: AbortSignal,
): Promise<readonly HistoryEvent[] | undefined> {
  const query = { DurableExecutionArn, withData: false, reverse: true, firstPage };
  const newer: HistoryEvent[] = [];
  for await (const event of readPages(lambda, query, signal)) {
    if (last && event.EventId <= last.EventId) return isSame(event, last) ? newer.reverse() : undefined;
    newer.push(event);
  }
  return undefined;
}

const isSame = (one: HistoryEvent, other: HistoryEvent): boolean =>
  one.EventId === other.EventId &&
  one.EventType === other.EventType &&
  one.Id === other.Id &&
  one.EventTimestamp.getTime() === other.EventTimestamp.getTime();
