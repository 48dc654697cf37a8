import type { WarmFunctionHost } from './function-host.ts';

// More at once than the machine can start would each take longer than a start may.
const atOnce = 4;

/** Starts the functions, a few at a time. Rejects with the first error, and then starts no further ones. */
export async function warmAll(
  host: Pick<WarmFunctionHost, 'warm'>,
  functionNames: readonly string[],
): Promise<void> {
  const waiting = [...functionNames];
  const warmNext = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await host.warm(name);
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, warmNext));
  } finally {
    waiting.length = 0;
  }
}
