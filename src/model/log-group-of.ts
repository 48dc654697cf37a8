interface LoggingFunction {
  readonly name: string;
  readonly logging?: { readonly LogGroup?: string | undefined } | undefined;
}

/** The log group of a function: the one it was given, else its own. */
export function logGroupOf({ name, logging }: LoggingFunction): string {
  return logging?.LogGroup ?? `/aws/lambda/${name}`;
}
