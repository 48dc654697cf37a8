import * as z from 'zod/mini';

/** A pattern of the API model, which covers the whole text. A violation cites it as the model writes it. */
export function pattern(text: string) {
  return z.regex(new RegExp(`^(?:${text})$`), `Member must satisfy regular expression pattern: ${text}`);
}
