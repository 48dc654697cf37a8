import * as z from 'zod/mini';
import { CallbackId } from '../../../model/ids.ts';
import { arnOf } from '../../engine/durable-execution.ts';
import { get } from '../../engine/persistent-map.ts';
import { callbackNotFound } from '../../engine/rejection.ts';
import { action } from '../action.ts';
import { knownCallback } from '../known-callback.ts';

/** The emulator's own: which execution a callback belongs to. AWS does not tell. */
export const locateCallback = action({
  name: 'LocateCallback',
  method: 'GET',
  path: '/durcb/callbacks/{CallbackId}',
  read: ({ labels }) => labels,
  input: z.object({ CallbackId }),
  async handle(context, input) {
    const { executionId, operationId } = knownCallback(context, input.CallbackId);
    const state = context.executions.findById(executionId);
    const isKnown = state && get(state.operations, operationId)?.operation.Type === 'CALLBACK';
    if (!isKnown) throw callbackNotFound();
    return { json: { DurableExecutionArn: arnOf(state), OperationId: operationId } };
  },
});
