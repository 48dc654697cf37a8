/** Whether a text is a pattern such as `order-*`, and not just a name. */
export const isPattern = (text: string): boolean => /[*?]/.test(text);

/** Reads `*` as any characters and `?` as one; without either the whole name must be equal. */
export function matchName(pattern: string): (name: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 's');
  return (name) => expression.test(name);
}
