import { invalidParameter } from '../engine/rejection.ts';

export interface HistoryMarker {
  readonly isReverse: boolean;
  /** The last EventId of the page before. */
  readonly eventId: number;
}

// A marker may be used again and again while the execution goes on, so it only says where, never how many.
export function encodeHistoryMarker({ isReverse, eventId }: HistoryMarker): string {
  return btoa(`${isReverse ? 'older' : 'newer'}/${eventId}`);
}

/** Throws InvalidParameterValueException when the marker was not handed out for this direction. */
export function decodeHistoryMarker(text: string, isReverse: boolean): HistoryMarker {
  const match = /^(older|newer)\/(\d{1,15})$/.exec(decodeBase64(text));
  if (!match || (match[1] === 'older') !== isReverse) throw invalidParameter('Invalid Marker');
  return { isReverse, eventId: Number(match[2]) };
}

function decodeBase64(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}
