import * as z from 'zod/mini';
import { meaningOf } from '../../lambda/event-type.ts';
import type { HistoryEvent } from '../../lambda/history-event.ts';

/** What `--type` may name. */
export const eventTypes = [
  'execution',
  'context',
  'step',
  'wait',
  'callback',
  'chained-invoke',
  'invocation',
] as const;

/** Kinds of events as typed: `callback,step`. */
export const eventTypesValue = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.toLowerCase().replaceAll('_', '-').split(',')),
  ),
  z.array(z.enum(eventTypes)),
);

export function eventTypeOf({ EventType }: HistoryEvent): string {
  const type = meaningOf(EventType)?.type ?? 'INVOCATION';
  return type.toLowerCase().replace('_', '-');
}
