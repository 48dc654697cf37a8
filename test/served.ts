import type { FunctionDefinition } from '../src/emulator/emulator.ts';
import { handlerCode } from '../src/emulator/emulator.ts';

/** A durable function for an emulator, named as on the command line. */
export function served(word: string, more: Partial<FunctionDefinition> = {}): FunctionDefinition {
  return {
    ...handlerCode(word, import.meta.dirname),
    environment: {},
    timeoutSeconds: 60,
    memoryMegabytes: 256,
    durable: { ExecutionTimeout: 7 * 86_400, RetentionPeriodInDays: 14 },
    ...more,
  };
}
