import * as z from 'zod/mini';
import { CallbackId } from '../../../model/ids.ts';
import { action } from '../action.ts';
import { knownCallback } from '../known-callback.ts';

export const sendDurableExecutionCallbackHeartbeat = action({
  name: 'SendDurableExecutionCallbackHeartbeat',
  method: 'POST',
  path: '/2025-12-01/durable-execution-callbacks/{CallbackId}/heartbeat',
  read: ({ labels }) => labels,
  input: z.object({ CallbackId }),
  async handle(context, input) {
    const { executionId, operationId } = knownCallback(context, input.CallbackId);
    await context.executions.submit(executionId, { type: 'Heartbeat', operationId });
    return { json: {} };
  },
});
