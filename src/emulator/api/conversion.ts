import * as z from 'zod/mini';

/** Text read as something else; undefined is what cannot be read, and refused as the service does. */
export function asConverted<Value>(name: string, read: (text: string) => Value | undefined) {
  return z.pipe(
    z.string(),
    z.transform((text: string, context): Value => {
      const value = read(text);
      if (value !== undefined) return value;
      context.issues.push({
        code: 'custom',
        input: text,
        message: `'${text}' can not be converted to ${name}`,
        params: { conversion: true },
      });
      return z.NEVER;
    }),
  );
}

/** The text had another type, so that the issue is no violation of a constraint. */
export function isConversion(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && issue.params?.conversion === true;
}
