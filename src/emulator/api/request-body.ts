import type { IncomingMessage } from 'node:http';
import { limits } from '../../model/limits.ts';
import { Rejection } from '../engine/rejection.ts';

// A little over the largest payload: each operation says itself what it takes, in its own words.
const longestBody = limits.syncPayload + 64 * 1024;

/**
 * The whole body. Throws RequestTooLargeException after reading and dropping the rest, so that the client gets to read
 * the answer; rejects with the socket's error when the client goes away half way.
 */
export async function requestBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= longestBody) chunks.push(chunk);
    else chunks.length = 0;
  });
  await new Promise((resolve, reject) => request.on('end', resolve).on('error', reject));
  if (length > longestBody) {
    throw new Rejection('RequestTooLargeException', `Request must be smaller than ${longestBody} bytes`);
  }
  return Buffer.concat(chunks);
}
