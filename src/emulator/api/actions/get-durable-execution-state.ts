import * as z from 'zod/mini';
import { CheckpointToken, DurableExecutionArn } from '../../../model/ids.ts';
import { limits } from '../../../model/limits.ts';
import { checkToken } from '../../engine/checkpoint.ts';
import { isMarker, operationPage } from '../../engine/operation-pages.ts';
import { invalidCheckpointToken, invalidParameter } from '../../engine/rejection.ts';
import { action } from '../action.ts';
import { Marker, MaxItems } from '../query-members.ts';

export const getDurableExecutionState = action({
  name: 'GetDurableExecutionState',
  method: 'GET',
  path: '/2025-12-01/durable-executions/{DurableExecutionArn}/state',
  read: ({ labels, query }) => ({
    ...labels,
    CheckpointToken: query.get('CheckpointToken') ?? undefined,
    Marker: query.get('Marker') ?? undefined,
    MaxItems: query.get('MaxItems') ?? undefined,
  }),
  input: z.object({
    DurableExecutionArn,
    CheckpointToken,
    Marker: z.optional(Marker),
    MaxItems: z.optional(MaxItems),
  }),
  async handle(
    { executions },
    { DurableExecutionArn: arn, CheckpointToken: token, Marker: marker, MaxItems: maxItems },
  ) {
    const state = executions.find(arn);
    if (!state) throw invalidCheckpointToken();
    checkToken(state, token);
    if (marker !== undefined && !isMarker(marker)) throw invalidParameter('Invalid Marker');
    const page = operationPage(state, marker, {
      maxItems: maxItems ?? limits.defaultMaxItems,
      maxBytes: limits.pageBytes,
    });
    return { json: { Operations: page.operations, NextMarker: page.nextMarker } };
  },
});
