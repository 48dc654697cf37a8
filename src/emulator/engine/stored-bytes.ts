import type { JournalEvent } from '../../model/event.ts';
import { byteLength } from './byte-length.ts';

/** What an event adds to the data of its execution: inputs, results and errors. */
export function storedBytes(event: JournalEvent): number {
  const details: Details = Object(event)[`${event.EventType}Details`] ?? {};
  return sizeOf(details.Input) + sizeOf(details.Result) + sizeOf(details.Error);
}

type Details = Readonly<Record<'Input' | 'Result' | 'Error', { readonly Payload?: unknown } | undefined>>;

function sizeOf(wrapped: Details['Input']): number {
  if (wrapped?.Payload === undefined) return 0;
  return byteLength(typeof wrapped.Payload === 'string' ? wrapped.Payload : JSON.stringify(wrapped.Payload));
}
