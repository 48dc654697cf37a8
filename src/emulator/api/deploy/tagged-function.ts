import type { FunctionState } from '../../functions/function-state.ts';
import type { ApiContext } from '../action.ts';
import { changedFunction, latestRelease } from './changed-function.ts';

/** The function whose ARN a request about tags gives. Throws ResourceNotFoundException. */
export function taggedFunction(context: ApiContext, arn: string): FunctionState {
  const name = changedFunction(context, arn);
  latestRelease(context, name);
  return context.registry.state(name);
}
