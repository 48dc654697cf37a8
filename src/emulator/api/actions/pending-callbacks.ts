import * as z from 'zod/mini';
import { formatFunctionArn, type Place, parseExecutionArn } from '../../../model/arn.ts';
import { DurableExecutionArn } from '../../../model/ids.ts';
import type { PendingCallback } from '../../journal/journal.ts';
import { action } from '../action.ts';
import { FunctionName } from '../input-members.ts';
import { knownExecution } from '../known-execution.ts';
import { listedFunction } from '../listed-function.ts';

/** The emulator's own: open callbacks, from the index. On AWS the same question takes every history. */
export const pendingCallbacks = action({
  name: 'PendingCallbacks',
  method: 'GET',
  path: '/durcb/pending',
  read: ({ query }) => ({
    DurableExecutionArn: query.get('DurableExecutionArn') ?? undefined,
    FunctionName: query.get('FunctionName') ?? undefined,
    Limit: query.get('Limit') ?? undefined,
  }),
  input: z.object({
    DurableExecutionArn: z.optional(DurableExecutionArn),
    FunctionName: z.optional(FunctionName),
    Limit: z.optional(z.coerce.number().check(z.int(), z.gte(1))),
  }),
  async handle(context, input) {
    const arn = input.DurableExecutionArn;
    const name = input.FunctionName;
    const rows = context.journal.pending({
      executionId: arn === undefined ? undefined : knownExecution(context, arn).executionId,
      functionName: name === undefined ? undefined : listedFunction(context, name).functionName,
      limit: input.Limit ?? Number.MAX_SAFE_INTEGER,
    });
    // Those of an execution stay in the order in which they began.
    const ordered = rows.toSorted((one, other) => one.execution.startedAt - other.execution.startedAt);
    return { json: { Callbacks: ordered.map((row) => shown(row, context.place)) } };
  },
});

function shown({ execution, callback }: PendingCallback, place: Place): object {
  return {
    ...callback,
    DurableExecutionArn: execution.arn,
    DurableExecutionName: execution.name,
    FunctionName: execution.functionName,
    FunctionArn: formatFunctionArn(
      parseExecutionArn(execution.arn) ?? place,
      execution.functionName,
      execution.version,
    ),
    Version: execution.version,
  };
}
