import type { ExecutionStatus } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';

export const executionStatuses = [
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'STOPPED',
] as const satisfies readonly ExecutionStatus[];

/** Statuses of executions as typed: `failed,timed_out`. */
export const statusesValue = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.toUpperCase().replaceAll('-', '_').split(',')),
  ),
  z.array(z.enum(executionStatuses)),
);
