import type { OperationInfo } from '@aws/durable-execution-sdk-js';

/** All that a hook was told of an operation, for a record: of an error its message, and nothing of what is not set. */
export function allFields({ type, error, ...rest }: OperationInfo): Readonly<Record<string, unknown>> {
  return { ...rest, type: type.toUpperCase(), error: error?.message };
}
