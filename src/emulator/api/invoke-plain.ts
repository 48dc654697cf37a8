import { formatFunctionArn } from '../../model/arn.ts';
import { Rejection } from '../engine/rejection.ts';
import type { InvocationOutcome } from '../functions/functions.ts';
import type { ApiContext, ApiReply } from './action.ts';
import { functionError } from './function-error.ts';
import type { InvokeInput } from './invoke-durable.ts';
import type { ServedFunction } from './served-function.ts';

/** Runs a function that is not durable: once, whether the caller waits for it or not. */
export async function invokePlain(
  context: ApiContext,
  { functionName, qualifier, version }: ServedFunction,
  input: InvokeInput,
  body: Uint8Array,
): Promise<ApiReply> {
  const outcome = context.functions.invoke({
    functionName,
    version,
    invokedArn: formatFunctionArn(context.place, functionName, qualifier),
    requestId: context.newId(),
    payload: body.length === 0 ? Buffer.from('{}') : body,
    traceHeader: input.TraceHeader,
    tenantId: input.TenantId,
    clientContext: input.ClientContext && Buffer.from(input.ClientContext, 'base64').toString(),
  });
  if (input.InvocationType === 'Event') return { status: 202 };
  return outcomeReply(await outcome, version, input.LogType === 'Tail');
}

function outcomeReply(outcome: InvocationOutcome, version: string, withLog: boolean): ApiReply {
  const headers = {
    'x-amz-executed-version': version,
    'x-amz-log-result': withLog ? Buffer.from(outcome.log).toString('base64') : undefined,
  };
  switch (outcome.kind) {
    case 'response':
      return { headers, bytes: outcome.payload };
    case 'error':
      return {
        headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
        json: functionError(outcome.error),
      };
    case 'lost':
      throw new Rejection('ServiceException', 'The emulator is stopping.');
  }
}
