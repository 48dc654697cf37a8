import * as z from 'zod/mini';
import { formatFunctionArn } from '../../../model/arn.ts';
import { functionNotFound, invalidParameter, Rejection } from '../../engine/rejection.ts';
import type { FunctionAlias } from '../../functions/function-event.ts';
import type { FunctionState } from '../../functions/function-state.ts';
import type { ApiContext } from '../action.ts';

export function aliasConfiguration(
  { place }: Pick<ApiContext, 'place'>,
  functionName: string,
  { name, version, description, revisionId }: FunctionAlias,
) {
  return {
    AliasArn: formatFunctionArn(place, functionName, name),
    Name: name,
    FunctionVersion: version,
    Description: description,
    RevisionId: revisionId,
  };
}

export const RoutingConfig = z.object({
  AdditionalVersionWeights: z.optional(z.record(z.string(), z.number())),
});

/** An execution is pinned to the version its alias means; which one of two would be left to chance. */
export function refuseRouting(routing: z.output<typeof RoutingConfig> | undefined): void {
  if (Object.keys(routing?.AdditionalVersionWeights ?? {}).length === 0) return;
  throw invalidParameter(
    'An alias means one version here. Leave out RoutingConfig, or its AdditionalVersionWeights empty.',
  );
}

/** Throws ResourceNotFoundException unless there is such a version. */
export function checkVersion(
  { versions, name }: FunctionState,
  version: string,
  { place }: Pick<ApiContext, 'place'>,
): void {
  if (version === '$LATEST' || versions.has(version)) return;
  throw functionNotFound(formatFunctionArn(place, name, version));
}

/** Throws ResourceNotFoundException when the function has no such alias; each operation has words of its own for that. */
export function knownAlias(
  { aliases, name: functionName }: FunctionState,
  name: string,
  { place }: Pick<ApiContext, 'place'>,
  words: 'Cannot find alias arn' | 'Alias not found',
): FunctionAlias {
  const alias = aliases.get(name);
  if (alias) return alias;
  const arn = formatFunctionArn(place, functionName, name);
  throw new Rejection('ResourceNotFoundException', `${words}: ${arn}`);
}
