import { parseExecutionArn } from '../../model/arn.ts';
import { arnOf, type Closed } from '../engine/durable-execution.ts';
import { invalidParameter } from '../engine/rejection.ts';
import type { DurableSettings } from '../functions/functions.ts';
import type { ApiContext, ApiReply } from './action.ts';
import { functionError } from './function-error.ts';
import type { ServedFunction } from './served-function.ts';

export interface InvokeInput {
  readonly InvocationType?: 'RequestResponse' | 'Event' | 'DryRun' | undefined;
  readonly LogType?: 'None' | 'Tail' | undefined;
  readonly ClientContext?: string | undefined;
  readonly DurableExecutionName?: string | undefined;
  readonly TenantId?: string | undefined;
  readonly TraceHeader?: string | undefined;
}

/** Starts an execution, or attaches to the one that has the name; a synchronous call waits through all its pauses. */
export async function invokeDurable(
  context: ApiContext,
  served: ServedFunction,
  settings: DurableSettings,
  input: InvokeInput,
  body: Uint8Array,
): Promise<ApiReply> {
  const isSync = input.InvocationType !== 'Event';
  if (isSync && settings.ExecutionTimeout > context.limits.syncExecutionTimeout) {
    throw invalidParameter(
      'You cannot synchronously invoke a durable function with an executionTimeout greater than 15 minutes.',
    );
  }
  const started = await context.executions.start({
    functionName: served.functionName,
    version: served.version,
    settings,
    executionName: input.DurableExecutionName,
    input: body.length === 0 ? undefined : new TextDecoder().decode(body),
    isSync,
    traceHeader: input.TraceHeader,
    tenantId: input.TenantId,
  });
  const headers = {
    'x-amz-durable-execution-arn': arnOf(started),
    // Of the execution that has the name, which may have been started with another version.
    'x-amz-executed-version': parseExecutionArn(arnOf(started))?.version,
  };
  if (!isSync) return { status: 202, headers };
  const { closed } = await context.executions.ended(started.executionId);
  return outcomeReply(closed, headers);
}

function outcomeReply(closed: Closed | undefined, headers: NonNullable<ApiReply['headers']>): ApiReply {
  if (closed?.status === 'SUCCEEDED') return { headers, bytes: Buffer.from(closed.result ?? '') };
  return {
    headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
    json: functionError(closed?.error ?? {}),
  };
}
