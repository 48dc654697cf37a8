/** The service's words for a function that is not there, or not any more. */
export function functionNotFoundText(arn: string): string {
  return `Function not found: ${arn}`;
}
