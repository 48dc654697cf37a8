/** A UUID out of 32 or more hexadecimal digits, of version 8: made in a way of our own, and not drawn. */
export function uuidOf(hex: string): string {
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return groups.join('-');
}
