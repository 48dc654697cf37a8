import type { WarmFunctionHost } from './function-host.ts';
import { emulatorEnding, FunctionInitError } from './hosted-function.ts';

/** Of a function that fails whenever it is invoked; what this throws ends the start. */
export type OnUnusable = (error: FunctionInitError) => void;

// More at once than the machine can start would each take longer than a start may.
const atOnce = 4;

/**
 * Starts the functions, a few at a time. One that cannot start is told, when there is somebody to tell; else this
 * rejects with the first error, and starts no further ones.
 */
export async function warmAll(
  host: Pick<WarmFunctionHost, 'warm'>,
  functionNames: readonly string[],
  onUnusable: OnUnusable = fail,
): Promise<void> {
  const waiting = [...functionNames];
  const warmNext = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await host.warm(name).catch((error) => tell(error, onUnusable));
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, warmNext));
  } finally {
    waiting.length = 0;
  }
}

function tell(error: unknown, onUnusable: OnUnusable): void {
  if (!(error instanceof FunctionInitError) || error.error === emulatorEnding) throw error;
  onUnusable(error);
}

function fail(error: FunctionInitError): never {
  throw error;
}
