import { formatFunctionArn, parseFunctionReference } from '../../model/arn.ts';
import { functionNotFoundText } from '../../model/function-not-found.ts';
import { invalidParameter, Rejection } from '../engine/rejection.ts';
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
  const reference = parseFunctionReference(text);
  const { functionName = text, qualifier: qualifierWithin, region, account } = reference ?? {};
  const qualifier = derivedQualifier(qualifierWithin, qualifierBeside);
  const isElsewhere =
    (region ?? place.region) !== place.region || (account ?? place.account) !== place.account;
  const resolved = isElsewhere ? undefined : registry.resolve(functionName, qualifier);
  if (!resolved) {
    const arn = formatFunctionArn(
      { ...place, ...(region && { region }), ...(account && { account }) },
      functionName,
      qualifier,
    );
    throw new Rejection('ResourceNotFoundException', functionNotFoundText(arn));
  }
  return { ...resolved, functionName, qualifier };
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
