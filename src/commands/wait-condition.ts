import type { ExecutionStatus } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { type HistoryOperation, isOpen, namesOf, type Operations } from '../lambda/operations.ts';
import { type Progress, stateOf } from '../lambda/progress.ts';
import { executionStatuses } from './values/statuses-value.ts';

/** What `wait --for` waits for. */
export type WaitCondition =
  | { readonly kind: 'end' }
  | { readonly kind: 'status'; readonly status: ExecutionStatus }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'callback' | 'operation'; readonly name: string };

/** An option's value such as `end`, `status=FAILED`, `suspended`, `callback:approve` or `operation:charge`. */
export const waitConditionValue = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => parse(text) !== undefined,
        'expected end, status=STATUS, suspended, callback:NAME or operation:NAME',
      ),
    ),
  z.transform((text): WaitCondition => parse(text) ?? { kind: 'end' }),
);

function parse(text: string): WaitCondition | undefined {
  if (text === 'end' || text === 'suspended') return { kind: text };
  const [, kind, name = ''] = /^(status|callback|operation)[=:](.+)$/.exec(text) ?? [];
  if (kind === 'callback' || kind === 'operation') return { kind, name };
  const status = executionStatuses.find((known) => known === name.toUpperCase());
  return status && { kind: 'status', status };
}

/** The operation that meets the condition, which may be the execution itself; `now` in epoch milliseconds. */
export function meets(
  condition: WaitCondition,
  progress: Progress,
  now: number,
): HistoryOperation | undefined {
  const { operations } = progress;
  const all = [...operations.values()];
  const execution = all.find(({ Type }) => Type === 'EXECUTION');
  switch (condition.kind) {
    case 'end':
      return stateOf(progress, now) === 'ended' ? execution : undefined;
    case 'suspended':
      return stateOf(progress, now) === 'waiting' ? execution : undefined;
    case 'status':
      return execution && executionStatusOf(execution) === condition.status ? execution : undefined;
    case 'callback':
      return callbacksNamed(condition, progress).find((one) => isOpen(one) && execution && isOpen(execution));
    case 'operation':
      return all.find((one) => one !== execution && !isOpen(one) && isNamed(one, condition, operations));
  }
}

/** The callbacks that a condition is about, open or closed; none when it is about something else. */
export function callbacksNamed(
  condition: WaitCondition,
  { operations }: Progress,
): readonly HistoryOperation[] {
  if (condition.kind !== 'callback') return [];
  return [...operations.values()].filter(
    (one) => one.Type === 'CALLBACK' && isNamed(one, condition, operations),
  );
}

const isNamed = (
  operation: HistoryOperation,
  { name }: { readonly name: string },
  operations: Operations,
): boolean => namesOf(operations, operation).includes(name);

const executionStatusOf = ({ Status }: HistoryOperation): string =>
  Status === 'STARTED' ? 'RUNNING' : Status;
