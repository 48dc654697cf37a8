import {
  type FunctionReference,
  formatFunctionArn,
  type Place,
  parseFunctionReference,
} from '../../model/arn.ts';
import { functionNotFound, invalidParameter } from '../engine/rejection.ts';
import type { FunctionVersion } from '../functions/registry.ts';
import type { ApiContext } from './action.ts';

export interface ServedFunction extends FunctionVersion {
  readonly functionName: string;
  /** As the caller gave it, in the name or beside it. */
  readonly qualifier: string | undefined;
}

/** The function a request names. Throws ResourceNotFoundException, and refuses two qualifiers that differ. */
export function servedFunction(
  { registry, place }: ApiContext,
  text: string,
  qualifierBeside: string | undefined,
): ServedFunction {
  const reference: FunctionReference = parseFunctionReference(text) ?? { functionName: text };
  const { functionName, qualifier: qualifierWithin, ...stated } = reference;
  const qualifier = derivedQualifier(qualifierWithin, qualifierBeside);
  const resolved = isElsewhere(stated, place) ? undefined : registry.resolve(functionName, qualifier);
  if (!resolved) throw functionNotFound(formatFunctionArn({ ...place, ...stated }, functionName, qualifier));
  return { ...resolved, functionName, qualifier };
}

/** Whether a reference states another region or account than ours. */
export function isElsewhere(stated: Partial<Place>, place: Place): boolean {
  const { region, account } = { ...place, ...stated };
  return region !== place.region || account !== place.account;
}

/** The qualifier of a request that may have given it twice. Refuses two that differ. */
export function derivedQualifier(within: string | undefined, beside: string | undefined): string | undefined {
  if (within && beside && within !== beside) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return within ?? beside;
}
