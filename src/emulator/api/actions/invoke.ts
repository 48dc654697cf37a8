import * as z from 'zod/mini';
import { invalidParameter } from '../../engine/rejection.ts';
import { unqualifiedDurable } from '../../host/chained-target.ts';
import { action } from '../action.ts';
import { DurableExecutionName, FunctionName, Qualifier, TenantId } from '../input-members.ts';
import { type InvokeInput, invokeDurable } from '../invoke-durable.ts';
import {
  checkClientContext,
  checkInvokePayload,
  checkInvokeSize,
  checkMediaType,
} from '../invoke-payload.ts';
import { invokePlain } from '../invoke-plain.ts';
import { type ServedFunction, servedFunction } from '../served-function.ts';

export const invoke = action({
  name: 'Invoke',
  method: 'POST',
  path: '/2015-03-31/functions/{FunctionName}/invocations',
  bodyLimit: { limit: 'syncPayload', operation: 'InvokeFunction' },
  read: ({ labels, query, headers }) => ({
    ...labels,
    Qualifier: query.get('Qualifier') ?? undefined,
    InvocationType: headers['x-amz-invocation-type'],
    LogType: headers['x-amz-log-type'],
    ClientContext: headers['x-amz-client-context'],
    DurableExecutionName: headers['x-amz-durable-execution-name'],
    TenantId: headers['x-amz-tenant-id'],
    TraceHeader: headers['x-amzn-trace-id'],
  }),
  input: z.object({
    FunctionName,
    Qualifier: z.optional(Qualifier),
    InvocationType: z.optional(z.enum(['Event', 'RequestResponse', 'DryRun'])),
    LogType: z.optional(z.enum(['None', 'Tail'])),
    ClientContext: z.optional(z.string()),
    DurableExecutionName: z.optional(DurableExecutionName),
    TenantId: z.optional(TenantId),
    TraceHeader: z.optional(z.string()),
  }),
  async handle(context, input, { body, headers }) {
    checkMediaType(headers['content-type']);
    checkInvokeSize(body, input.InvocationType === 'Event', context.limits);
    const served = servedFunction(context, input.FunctionName, input.Qualifier);
    checkKind(served, input);
    checkInvokePayload(body);
    checkClientContext(input.ClientContext, context.limits);
    if (input.InvocationType === 'DryRun') return { status: 204 };
    return served.definition.durable
      ? invokeDurable(context, served, served.definition.durable, input, body)
      : invokePlain(context, served, input, body);
  },
});

function checkKind({ definition, qualifier }: ServedFunction, input: InvokeInput): void {
  if (definition.durable && qualifier === undefined) throw invalidParameter(unqualifiedDurable);
  if (!definition.durable && input.DurableExecutionName !== undefined) {
    throw invalidParameter('You cannot provide a durable execution name for a function that is not durable.');
  }
}
