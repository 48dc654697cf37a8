import * as z from 'zod/mini';
import { DurableExecutionArn } from '../../../model/ids.ts';
import { summary } from '../../engine/views.ts';
import { action } from '../action.ts';
import { knownExecution } from '../known-execution.ts';
import { QueryBoolean } from '../query-members.ts';

export const getDurableExecution = action({
  name: 'GetDurableExecution',
  method: 'GET',
  path: '/2025-12-01/durable-executions/{DurableExecutionArn}',
  read: ({ labels, query }) => ({
    ...labels,
    IncludeExecutionData: query.get('IncludeExecutionData') ?? undefined,
  }),
  input: z.object({ DurableExecutionArn, IncludeExecutionData: z.optional(QueryBoolean) }),
  async handle(context, { DurableExecutionArn: arn, IncludeExecutionData = true }) {
    return { json: summary(knownExecution(context, arn), IncludeExecutionData) };
  },
});
