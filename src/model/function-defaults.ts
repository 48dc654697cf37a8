import { limits } from './limits.ts';

/** What the service creates a function with where nobody says. */
export const functionDefaults = {
  /** Of memory (API reference). */
  megabytes: 128,
  /** How long the history of an ended execution is kept (SAM, CloudFormation). */
  retentionDays: 14,
} as const;

/** In seconds: 3 (API reference), and for a durable function as long as an invocation may last (another emulator's tests). */
export function defaultTimeout(durable: { readonly ExecutionTimeout: number } | undefined): number {
  return durable ? Math.min(durable.ExecutionTimeout, limits.functionTimeout) : 3;
}
