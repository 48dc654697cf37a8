import * as z from 'zod/mini';
import { type Cell, type Column, flag, type Row } from '../../cli/command.ts';
import { detailsOf, type HistoryEvent, payloadOf } from '../../lambda/history-event.ts';
import { column } from '../column.ts';
import { payloadDigest } from '../payloads/payload-digest.ts';
import { withoutData } from '../payloads/without-data.ts';
import { dueOf, eventDetail } from './event-detail.ts';

const payloadModes = ['none', 'short', 'full'] as const;

/** `none`: size and hash instead. `short`: the beginning. `full`: as it is. */
export type PayloadMode = (typeof payloadModes)[number];

export const payloadOption = flag(
  '--payload <how>',
  'inputs and results: size and sha256 only (none), the beginning (short), or whole (full)',
  z._default(z.enum(payloadModes), 'none'),
  payloadModes,
);

const textColumn = column('detail', 'Derived.Detail');

const dueColumn = column('due', 'Derived.Due');

/** What a line of `tail` and `history` shows. */
export const eventColumns: readonly Column[] = [
  column('#', 'EventId', { usualWidth: 3, whenNarrow: 'drop' }),
  column('time', 'EventTimestamp', { usualWidth: 8, whenNarrow: 'keep' }),
  column('event', 'EventType', { usualWidth: 19, whenNarrow: 'keep' }),
  column('name', 'Name', { usualWidth: 36 }),
  { header: 'detail', value: sentence, usualWidth: 26 },
];

function sentence(row: Row): Cell {
  const text = textColumn.value(row);
  const due = dueColumn.value(row);
  if (!(due instanceof Date)) return text;
  return text === undefined ? ['due', due] : [`${text}, due`, due];
}

/** What is known of an event besides. */
export interface EventMore extends Row {
  readonly DurationSeconds?: number | undefined;
  /** Where its payload was written. */
  readonly File?: string | undefined;
}

/** An event as in the API, its payloads shown as asked; `more` joins Derived. */
export function eventRow(event: HistoryEvent, mode: PayloadMode, more: EventMore = {}): Row {
  const payload = payloadOf(event);
  const shown = payload === undefined ? undefined : shownPayload(payload, mode);
  const digest = payload !== undefined && mode === 'none' ? payloadDigest(payload) : undefined;
  const text = shown ?? (digest && (digest.Bytes === 1 ? '1 byte' : `${digest.Bytes} bytes`));
  const { DurationSeconds, File } = more;
  const took = DurationSeconds === undefined ? undefined : `took ${DurationSeconds}s`;
  const Detail = [took, eventDetail(event), text, File].filter(Boolean).join(', ') || undefined;
  return {
    ...event,
    ...detailsShown(event, mode),
    Derived: { Detail, Due: dueOf(event), ...digest, ...more },
  };
}

// As much as fits on a line beside the rest.
const shortLength = 100;

function shownPayload(payload: string, mode: PayloadMode): string | undefined {
  if (mode === 'none') return undefined;
  return mode === 'full' ? payload : payload.slice(0, shortLength);
}

function detailsShown(event: HistoryEvent, mode: PayloadMode): Row {
  const details = detailsOf(event);
  if (!details || mode === 'full') return {};
  const shown: Record<string, unknown> = { ...details };
  if ('Result' in details) shown.Result = cut(details.Result, mode);
  if ('Input' in details) shown.Input = cut(details.Input, mode);
  if ('Error' in details)
    shown.Error = details.Error && {
      Payload: details.Error.Payload && withoutData(details.Error.Payload),
      Truncated: true,
    };
  return { [`${event.EventType}Details`]: shown };
}

function cut(holder: { Payload?: string | undefined } | undefined, mode: PayloadMode) {
  if (holder?.Payload === undefined) return holder;
  const Payload = shownPayload(holder.Payload, mode);
  return { Payload, Truncated: Payload !== holder.Payload };
}
