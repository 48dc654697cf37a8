import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionDefinition } from '../emulator/emulator.ts';

/** The function of the demo: a source file in a checkout, a bundle with its SDK when installed. */
export function demoFunction(): FunctionDefinition {
  const source = join(import.meta.dirname, '..', 'demo', 'order.ts');
  return {
    name: 'order',
    code: {
      kind: 'node',
      file: existsSync(source) ? source : join(import.meta.dirname, 'demo', 'order.mjs'),
      export: 'handler',
    },
    environment: {},
    timeoutSeconds: 60,
    memoryMegabytes: 128,
    durable: { ExecutionTimeout: 7 * 86_400, RetentionPeriodInDays: 14 },
  };
}
