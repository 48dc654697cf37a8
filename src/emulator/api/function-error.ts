import type { ErrorObject } from '../../model/wire.ts';

/** The body of an invoke whose function failed: Lambda's classic shape, in lower camel case. */
export function functionError({ ErrorType, ErrorMessage, StackTrace }: ErrorObject): object {
  return { errorType: ErrorType, errorMessage: ErrorMessage, stackTrace: StackTrace };
}
