import { formatFunctionArn } from '../../model/arn.ts';
import { Rejection } from '../engine/rejection.ts';
import type { InvocationOutcome } from '../functions/functions.ts';
import { newTraceHeader } from '../host/trace-header.ts';
import type { ApiContext, ApiReply } from './action.ts';
import { functionError } from './function-error.ts';
import type { InvokeInput } from './invoke-durable.ts';
import { logResult } from './log-result.ts';
import type { ServedFunction } from './served-function.ts';

/** Runs a function that is not durable: once, whether the caller waits for it or not. */
export async function invokePlain(
  context: ApiContext,
  { functionName, qualifier, version, definition }: ServedFunction,
  input: InvokeInput,
  body: Uint8Array,
): Promise<ApiReply> {
  const { clock, newId } = context;
  const requestId = newId();
  const run = { requestId, version, definition };
  const begin = clock.now();
  const running = context.functions.invoke({
    functionName,
    version,
    invokedArn: formatFunctionArn(context.place, functionName, qualifier),
    requestId,
    payload: body.length === 0 ? Buffer.from('{}') : body,
    traceHeader: input.TraceHeader ?? newTraceHeader(begin, requestId),
    tenantId: input.TenantId,
    clientContext: input.ClientContext && Buffer.from(input.ClientContext, 'base64').toString(),
  });
  if (input.InvocationType === 'Event') return { status: 202 };
  const outcome = await running;
  const now = clock.now();
  const end = { milliseconds: now - begin, isSuccess: outcome.kind === 'response' };
  return outcomeReply(outcome, {
    'x-amz-executed-version': version,
    'x-amz-log-result': input.LogType === 'Tail' ? logResult(outcome.log, run, end, now) : undefined,
  });
}

function outcomeReply(outcome: InvocationOutcome, headers: NonNullable<ApiReply['headers']>): ApiReply {
  switch (outcome.kind) {
    case 'response':
      return { headers, bytes: outcome.payload };
    case 'error':
      return {
        headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
        ...(outcome.body ? { bytes: outcome.body } : { json: functionError(outcome.error) }),
      };
    case 'lost':
      throw new Rejection('ServiceException', 'The emulator is stopping.');
  }
}
