import { exitCodes, Failure } from './failure.ts';
import type { Io } from './io.ts';

/**
 * All of stdin, or what there is of it once that is more than `limit` bytes. Refuses to wait for a person
 * to type it, and rejects with the signal's reason.
 */
export async function readStdin({ stdin }: Io, signal: AbortSignal, limit = Infinity): Promise<Uint8Array> {
  if (stdin.isTerminal) {
    throw new Failure({
      code: 'stdin-is-terminal',
      message: '- means stdin, and nothing is piped into it',
      hint: 'pipe something in, or name a file',
      exitCode: exitCodes.usage,
    });
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  signal.throwIfAborted();
  const stop = () => stdin.stream.destroy(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stdin.stream) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limit) break;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return Buffer.concat(chunks);
}
