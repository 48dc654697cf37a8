import * as z from 'zod/mini';
import { formatFunctionArn } from '../../../model/arn.ts';
import { limits } from '../../../model/limits.ts';
import { invalidParameter } from '../../engine/rejection.ts';
import type { ListedRow } from '../../journal/journal.ts';
import { action } from '../action.ts';
import { DurableExecutionName, FunctionName, Qualifier } from '../input-members.ts';
import { listedFunction } from '../listed-function.ts';
import { Marker, MaxItems, QueryBoolean, QueryTime } from '../query-members.ts';

// In the order of the service's own words; nothing here is ever deleting or pausing.
const Status = z.enum([
  'SUCCEEDED',
  'TIMED_OUT',
  'DELETING',
  'STOPPED',
  'PAUSED',
  'PAUSING',
  'FAILED',
  'RUNNING',
]);

type Kept = Exclude<z.infer<typeof Status>, 'DELETING' | 'PAUSED' | 'PAUSING'>;

export const listDurableExecutionsByFunction = action({
  name: 'ListDurableExecutionsByFunction',
  method: 'GET',
  path: '/2025-12-01/functions/{FunctionName}/durable-executions',
  read: ({ labels, query }) => ({
    ...labels,
    Qualifier: query.get('Qualifier') ?? undefined,
    DurableExecutionName: query.get('DurableExecutionName') ?? undefined,
    Statuses: query.has('Statuses') ? query.getAll('Statuses') : undefined,
    StartedAfter: query.get('StartedAfter') ?? undefined,
    StartedBefore: query.get('StartedBefore') ?? undefined,
    ReverseOrder: query.get('ReverseOrder') ?? undefined,
    Marker: query.get('Marker') ?? undefined,
    MaxItems: query.get('MaxItems') ?? undefined,
  }),
  input: z.object({
    FunctionName,
    Qualifier: z.optional(Qualifier),
    DurableExecutionName: z.optional(DurableExecutionName),
    MaxItems: z.optional(MaxItems),
    // More than AWS is said to take: a client that asks for several finds what it asked for.
    Statuses: z.optional(z.array(Status).check(z.minLength(1), z.maxLength(limits.statuses))),
    StartedAfter: z.optional(QueryTime),
    StartedBefore: z.optional(QueryTime),
    ReverseOrder: z.optional(QueryBoolean),
    Marker: z.optional(Marker),
  }),
  async handle(context, input) {
    const { functionName, qualifier, version } = listedFunction(context, input.FunctionName, input.Qualifier);
    const limit = input.MaxItems ?? limits.defaultMaxItems;
    const rows = context.executions.list({
      functionName,
      // Without a qualifier: every version.
      version: qualifier === undefined ? undefined : version,
      name: input.DurableExecutionName,
      statuses: input.Statuses?.filter(isKept),
      startedAfter: input.StartedAfter,
      startedBefore: input.StartedBefore,
      newestFirst: !input.ReverseOrder,
      after: positionOf(input.Marker),
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    return {
      json: {
        DurableExecutions: page.map((row) =>
          listItem(row, formatFunctionArn(context.place, functionName, row.version)),
        ),
        NextMarker: rows.length > limit ? String(page.at(-1)?.position) : undefined,
      },
    };
  },
});

function isKept(status: z.infer<typeof Status>): status is Kept {
  return !['DELETING', 'PAUSED', 'PAUSING'].includes(status);
}

function positionOf(marker: string | undefined): number | undefined {
  if (marker !== undefined && !/^\d{1,15}$/.test(marker)) throw invalidParameter('Invalid Marker');
  return marker === undefined ? undefined : Number(marker);
}

function listItem(row: ListedRow, FunctionArn: string) {
  return {
    DurableExecutionArn: row.arn,
    DurableExecutionName: row.name,
    FunctionArn,
    Status: row.status,
    StartTimestamp: row.startedAt,
    EndTimestamp: row.endedAt,
  };
}
