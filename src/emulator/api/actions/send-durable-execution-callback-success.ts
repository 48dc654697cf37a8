import * as z from 'zod/mini';
import { CallbackId } from '../../../model/ids.ts';
import { action } from '../action.ts';
import { violation } from '../constraints.ts';
import { knownCallback } from '../known-callback.ts';

/** The body is the result, byte for byte: neither JSON nor base64 is asked for. */
export const sendDurableExecutionCallbackSuccess = action({
  name: 'SendDurableExecutionCallbackSuccess',
  method: 'POST',
  path: '/2025-12-01/durable-execution-callbacks/{CallbackId}/succeed',
  read: ({ labels }) => labels,
  input: z.object({ CallbackId }),
  async handle(context, input, { body }) {
    const limit = context.limits.callbackResult;
    if (body.length > limit) {
      throw violation('result', `Member must have length less than or equal to ${limit}`);
    }
    const { executionId, operationId } = knownCallback(context, input.CallbackId);
    const result = body.length === 0 ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
    const outcome = { kind: 'success', result } as const;
    await context.executions.submit(executionId, { type: 'CompleteCallback', operationId, outcome });
    return { json: {} };
  },
});
