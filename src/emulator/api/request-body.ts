import type { IncomingMessage } from 'node:http';
import { Rejection } from '../engine/rejection.ts';

/** The largest body that any operation takes: a payload of 6 MB and what stands around it. */
const longest = 7 * 1024 * 1024;

/** The whole body. Throws RequestTooLargeException as soon as it is too long, however long it is said to be. */
export async function requestBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > longest)
      throw new Rejection('RequestTooLargeException', `Request must be smaller than ${longest} bytes`);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
