import * as z from 'zod/mini';
import { DurableExecutionArn } from '../../../model/ids.ts';
import { action } from '../action.ts';
import { ErrorObject } from '../input-members.ts';
import { jsonBody } from '../json-body.ts';
import { knownExecution } from '../known-execution.ts';

/** The body is the error object itself. Stopping what is over answers with the time it ended. */
export const stopDurableExecution = action({
  name: 'StopDurableExecution',
  method: 'POST',
  path: '/2025-12-01/durable-executions/{DurableExecutionArn}/stop',
  read: (request) => ({ ...request.labels, Error: jsonBody(request) }),
  input: z.object({ DurableExecutionArn, Error: ErrorObject }),
  async handle(context, { DurableExecutionArn: arn, Error: error }) {
    const { executionId } = knownExecution(context, arn);
    const state = await context.executions.submit(executionId, { type: 'Stop', error });
    return { json: { StopTimestamp: state.closed?.at ?? context.clock.now() } };
  },
});
