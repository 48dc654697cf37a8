import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { pattern } from './pattern.ts';

/** `arn:…:function:{name}:{version}/durable-execution/{execution name}/{execution id}` (Lambda API model). */
export const DurableExecutionArn = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(limits.executionArn),
    pattern(
      String.raw`arn:([a-zA-Z0-9-]+):lambda:([a-zA-Z0-9-]+):(\d{12}):function:([a-zA-Z0-9_-]+):(\$LATEST(?:\.PUBLISHED)?|[0-9]+)/durable-execution/([a-zA-Z0-9_-]+)/([a-zA-Z0-9_-]+)`,
    ),
  )
  .brand<'DurableExecutionArn'>();
export type DurableExecutionArn = z.infer<typeof DurableExecutionArn>;

/** Chosen by the SDK inside the function (Lambda API model). */
export const OperationId = z
  .string()
  .check(z.minLength(1), z.maxLength(limits.operationId), pattern('[a-zA-Z0-9-_]+'))
  .brand<'OperationId'>();
export type OperationId = z.infer<typeof OperationId>;

/** Standard base64 (Lambda API model). */
export const CallbackId = z
  .string()
  .check(z.minLength(1), z.maxLength(limits.callbackId), pattern('[A-Za-z0-9+/]+={0,2}'))
  .brand<'CallbackId'>();
export type CallbackId = z.infer<typeof CallbackId>;

/** Standard base64 (Lambda API model). */
export const CheckpointToken = z
  .string()
  .check(z.minLength(1), z.maxLength(limits.checkpointToken), pattern('[A-Za-z0-9+/]+={0,2}'))
  .brand<'CheckpointToken'>();
export type CheckpointToken = z.infer<typeof CheckpointToken>;

// Base64 of ASCII text has neither `+` nor `/`, so our ids survive careless URLs and a double click.

export function encodeCallbackId(executionId: string, operationId: string): CallbackId {
  return CallbackId.parse(btoa(`${executionId}/${operationId}`));
}

export interface CallbackAddress {
  readonly executionId: string;
  readonly operationId: string;
}

/** Undefined when the text is no id of ours. */
export function decodeCallbackId(id: string): CallbackAddress | undefined {
  const match = decodeBase64(id)?.match(/^([a-zA-Z0-9_-]+)\/([a-zA-Z0-9_-]+)$/);
  return match?.[1] && match[2] ? { executionId: match[1], operationId: match[2] } : undefined;
}

export interface TokenParts {
  readonly executionId: string;
  /** Counts the invocations of the execution from 1. */
  readonly invocation: number;
  /** Counts the checkpoints of the invocation from 0. */
  readonly sequence: number;
}

export function encodeCheckpointToken({ executionId, invocation, sequence }: TokenParts): CheckpointToken {
  return CheckpointToken.parse(btoa(`${executionId}/${invocation}/${sequence}`));
}

/** Undefined when the text is no token of ours. */
export function decodeCheckpointToken(token: string): TokenParts | undefined {
  const match = decodeBase64(token)?.match(/^([a-zA-Z0-9_-]+)\/(\d+)\/(\d+)$/);
  if (!match?.[1]) return undefined;
  return { executionId: match[1], invocation: Number(match[2]), sequence: Number(match[3]) };
}

function decodeBase64(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}
