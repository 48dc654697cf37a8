import type { JournalEvent } from '../../model/event.ts';
import { byteLength } from './byte-length.ts';

/** What an event adds to the data of its execution: inputs, results and errors. */
export function storedBytes(event: JournalEvent): number {
  let bytes = 0;
  for (const [name, member] of Object.entries(event)) {
    if (name.endsWith('Details')) bytes += payloadBytes(member);
  }
  return bytes;
}

const payloads = ['Input', 'Result', 'Error'];

function payloadBytes(details: object): number {
  const sizes = Object.entries(details)
    .filter(([name]) => payloads.includes(name))
    .map(([, value]) => sizeOf(value?.Payload));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function sizeOf(payload: unknown): number {
  if (payload === undefined) return 0;
  return byteLength(typeof payload === 'string' ? payload : JSON.stringify(payload));
}
