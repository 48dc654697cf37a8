import { type FunctionReference, formatFunctionArn, parseFunctionReference } from '../../../model/arn.ts';
import { functionNotFound, invalidParameter, Rejection } from '../../engine/rejection.ts';
import type { Release } from '../../functions/function-event.ts';
import type { ApiContext } from '../action.ts';
import { isElsewhere } from '../served-function.ts';

/** The name of the function that a request changes. Refuses a version or an alias, which cannot be changed. */
export function changedFunction({ place }: Pick<ApiContext, 'place'>, text: string): string {
  const reference: FunctionReference = parseFunctionReference(text) ?? { functionName: text };
  const { functionName, qualifier, ...stated } = reference;
  if (qualifier !== undefined && qualifier !== '$LATEST') {
    throw invalidParameter(
      'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. ' +
        'Please specify either a function name or an unqualified function ARN.',
    );
  }
  if (isElsewhere(stated, place)) throw functionNotFound(text);
  return functionName;
}

/** What `$LATEST` is before the change. Throws ResourceNotFoundException when there is no such function. */
export function latestRelease(
  { place, registry }: Pick<ApiContext, 'place' | 'registry'>,
  name: string,
): Release {
  const latest = registry.release(name, '$LATEST');
  if (latest) return latest;
  throw functionNotFound(formatFunctionArn(place, name));
}

/** A precondition that the caller may have set. Throws PreconditionFailedException. */
export function checkRevision(wanted: string | undefined, actual: string): void {
  if (wanted === undefined || wanted === actual) return;
  throw new Rejection(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  );
}
