import { limits } from '../../model/limits.ts';
import type { FunctionVersion } from './registry.ts';

/** The function behind a Runtime Interface Emulator, of which nothing is known but its address. */
export function endpointFunction(name: string, version: string, url: string): FunctionVersion {
  // The emulator there keeps the function's own timeout and memory; no invocation lasts longer than this.
  const timeoutSeconds = limits.functionTimeout;
  const code = { kind: 'remote', url } as const;
  return { version, definition: { name, code, environment: {}, timeoutSeconds, memoryMegabytes: 128 } };
}
