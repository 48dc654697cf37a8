import * as z from 'zod/mini';
import { Rejection } from '../engine/rejection.ts';

const IsoTime = z.iso.datetime({ offset: true });

/** A time in a query is ISO 8601 text, unlike in bodies. Epoch milliseconds; throws SerializationException. */
export function timeOfQuery(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!IsoTime.safeParse(text).success) {
    throw new Rejection('SerializationException', `${text} is not a valid timestamp.`);
  }
  return Date.parse(text);
}
