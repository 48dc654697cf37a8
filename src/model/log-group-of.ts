/** The log group of a function that was given no other. */
export function logGroupOf(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}
