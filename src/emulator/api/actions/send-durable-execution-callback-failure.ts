import * as z from 'zod/mini';
import { CallbackId } from '../../../model/ids.ts';
import { action } from '../action.ts';
import { ErrorObject } from '../input-members.ts';
import { jsonBody } from '../json-body.ts';
import { knownCallback } from '../known-callback.ts';

/** The body is the error object itself. */
export const sendDurableExecutionCallbackFailure = action({
  name: 'SendDurableExecutionCallbackFailure',
  method: 'POST',
  path: '/2025-12-01/durable-execution-callbacks/{CallbackId}/fail',
  read: (request) => ({ ...request.labels, Error: jsonBody(request) }),
  input: z.object({ CallbackId, Error: ErrorObject }),
  async handle(context, { CallbackId: id, Error: error }) {
    const { executionId, operationId } = knownCallback(context, id);
    const outcome = { kind: 'failure', error } as const;
    await context.executions.submit(executionId, { type: 'CompleteCallback', operationId, outcome });
    return { json: {} };
  },
});
