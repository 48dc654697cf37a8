import { parseFunctionReference } from '../../model/arn.ts';
import type { ApiContext } from './action.ts';
import { derivedQualifier, type ServedFunction, servedFunction } from './served-function.ts';

export type ListedFunction = Pick<ServedFunction, 'functionName' | 'qualifier' | 'version'>;

/**
 * The function whose executions a request asks for: one that is served, or one that is not, but has executions that wait
 * for it or know where else it is. Throws ResourceNotFoundException.
 */
export function listedFunction(
  context: ApiContext,
  text: string,
  qualifierBeside?: string | undefined,
): ListedFunction {
  const { functionName = text, qualifier: within } = parseFunctionReference(text) ?? {};
  if (context.registry.find(functionName) || !hasExecutions(context, functionName)) {
    return servedFunction(context, text, qualifierBeside);
  }
  const qualifier = derivedQualifier(within, qualifierBeside);
  return { functionName, qualifier, version: qualifier ?? '$LATEST' };
}

/** Of a deleted function, those that know where else it is. */
function hasExecutions({ executions, registry }: ApiContext, functionName: string): boolean {
  const [newest] = executions.list({ functionName, newestFirst: true, limit: 1 });
  if (newest === undefined) return false;
  if (!registry.wasDeleted(functionName, '$LATEST')) return true;
  return executions.findById(newest.executionId)?.started._Start.Endpoint !== undefined;
}
