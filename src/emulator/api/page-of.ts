import { invalidParameter } from '../engine/rejection.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextMarker: string | undefined;
}

/** One page of a list that does not change while it is read. Throws when the marker was not handed out. */
export function pageOf<Item>(all: readonly Item[], marker: string | undefined, limit: number): Page<Item> {
  if (marker !== undefined && !/^\d{1,9}$/.test(marker)) throw invalidParameter('Invalid Marker');
  const begin = Number(marker ?? 0);
  const end = begin + limit;
  return { items: all.slice(begin, end), nextMarker: end < all.length ? String(end) : undefined };
}
