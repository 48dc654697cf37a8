import type { IncomingMessage } from 'node:http';
import type { Limits } from '../../model/limits.ts';
import { Rejection } from '../engine/rejection.ts';
import type { Action } from './action.ts';

/**
 * The whole body. Throws RequestEntityTooLargeException after reading and dropping the rest, so that the client gets to
 * read the answer; rejects with the socket's error when the client goes away half way.
 */
export async function requestBody(
  request: IncomingMessage,
  { name, bodyLimit = { limit: 'requestBody', operation: name } }: Action,
  limits: Limits,
): Promise<Uint8Array> {
  const limit = limits[bodyLimit.limit];
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else chunks.length = 0;
  });
  await new Promise((resolve, reject) => request.on('end', resolve).on('error', reject));
  if (length > limit) throw requestTooLarge(limit, bodyLimit.operation);
  return Buffer.concat(chunks);
}

/** What the front door of the service says, under a name that the API model does not know. */
export function requestTooLarge(limit: number, operation: string): Rejection {
  const message = `Request must be smaller than ${limit} bytes for the ${operation} operation`;
  return new Rejection('RequestEntityTooLargeException', message);
}
