import type { DurableExecution } from '../engine/durable-execution.ts';
import { Rejection } from '../engine/rejection.ts';
import type { ApiContext } from './action.ts';

/** The execution a request names. Throws ResourceNotFoundException. */
export function knownExecution({ executions }: ApiContext, arn: string): DurableExecution {
  const state = executions.find(arn);
  if (!state) throw new Rejection('ResourceNotFoundException', 'Durable Execution does not exist');
  return state;
}
