import * as z from 'zod/mini';
import { CheckpointToken, DurableExecutionArn, OperationId } from '../../../model/ids.ts';
import { limits } from '../../../model/limits.ts';
import { checkpointAnswer } from '../../engine/views.ts';
import { action } from '../action.ts';
import { ErrorObject, FunctionName, TenantId, text } from '../input-members.ts';
import { jsonBody } from '../json-body.ts';

const Seconds = (longest: number, shortest = 1) => z.int().check(z.gte(shortest), z.lte(longest));

const OperationUpdate = (longestPayload: number) =>
  z.object({
    Id: OperationId,
    ParentId: z.optional(OperationId),
    Name: z.optional(text(limits.operationName, String.raw`[\x20-\x7E]+`)),
    Type: z.enum(['EXECUTION', 'CONTEXT', 'STEP', 'WAIT', 'CALLBACK', 'CHAINED_INVOKE']),
    SubType: z.optional(text(limits.operationSubType, '[a-zA-Z0-9-_]+')),
    Action: z.enum(['START', 'SUCCEED', 'FAIL', 'RETRY', 'CANCEL']),
    Payload: z.optional(z.string().check(z.maxLength(longestPayload))),
    Error: z.optional(ErrorObject),
    ContextOptions: z.optional(z.object({ ReplayChildren: z.optional(z.boolean()) })),
    StepOptions: z.optional(
      z.object({ NextAttemptDelaySeconds: z.optional(Seconds(limits.executionTimeout)) }),
    ),
    WaitOptions: z.optional(z.object({ WaitSeconds: z.optional(Seconds(limits.executionTimeout)) })),
    CallbackOptions: z.optional(
      z.object({
        TimeoutSeconds: z.optional(Seconds(limits.callbackTimeout, 0)),
        HeartbeatTimeoutSeconds: z.optional(Seconds(limits.callbackTimeout, 0)),
      }),
    ),
    ChainedInvokeOptions: z.optional(
      z.object({
        FunctionName,
        TenantId: z.optional(TenantId),
        XAmznTraceId: z.optional(z.string().check(z.maxLength(limits.traceId))),
      }),
    ),
  });

const Input = (longestPayload: number) =>
  z.object({
    DurableExecutionArn,
    CheckpointToken,
    ClientToken: z.optional(text(limits.clientToken, String.raw`[\x21-\x7E]+`)),
    Updates: z.optional(z.array(OperationUpdate(longestPayload))),
  });

export const checkpointDurableExecution = action({
  name: 'CheckpointDurableExecution',
  method: 'POST',
  path: '/2025-12-01/durable-executions/{DurableExecutionArn}/checkpoint',
  bodyLimit: { limit: 'jsonBody', operation: 'CheckpointDurableExecution' },
  read: (request) => ({ ...jsonBody(request), ...request.labels }),
  input: Input(limits.syncPayload),
  unlimitedInput: Input(Infinity),
  async handle({ executions }, { DurableExecutionArn: arn, CheckpointToken: token, ClientToken, Updates }) {
    const state = await executions.checkpoint(arn, {
      token,
      clientToken: ClientToken,
      updates: Updates ?? [],
    });
    const answer = checkpointAnswer(state);
    return { json: { CheckpointToken: answer.token, NewExecutionState: { Operations: answer.operations } } };
  },
});
