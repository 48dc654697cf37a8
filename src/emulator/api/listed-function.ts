import { parseFunctionReference } from '../../model/arn.ts';
import type { ApiContext } from './action.ts';
import { derivedQualifier, type ServedFunction, servedFunction } from './served-function.ts';

export type ListedFunction = Pick<ServedFunction, 'functionName' | 'qualifier' | 'version'>;

/** The function whose executions a request asks for: one that is served, or one that is called behind endpoints. */
export function listedFunction(
  context: ApiContext,
  text: string,
  qualifierBeside?: string | undefined,
): ListedFunction {
  const { functionName = text, qualifier: within } = parseFunctionReference(text) ?? {};
  if (context.registry.find(functionName) || !isBehindEndpoint(context, functionName)) {
    return servedFunction(context, text, qualifierBeside);
  }
  const qualifier = derivedQualifier(within, qualifierBeside);
  return { functionName, qualifier, version: qualifier ?? '$LATEST' };
}

/** Nothing is served under the name, but executions were started that know where it is. */
function isBehindEndpoint({ executions }: ApiContext, functionName: string): boolean {
  const [newest] = executions.list({ functionName, newestFirst: true, limit: 1 });
  return (
    newest !== undefined && executions.findById(newest.executionId)?.started._Start.Endpoint !== undefined
  );
}
