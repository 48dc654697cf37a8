import type { ErrorObject } from './wire.ts';

/** The service's words for a function that is not there, or not any more. */
export function functionNotFoundText(arn: string): string {
  return `Function not found: ${arn}`;
}

/** The same, as an execution or a caller gets to see it. */
export function functionNotFoundError(arn: string): ErrorObject {
  return { ErrorType: 'ResourceNotFoundException', ErrorMessage: functionNotFoundText(arn) };
}
