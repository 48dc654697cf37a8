/** An X-Ray header for an execution that came without one: a new root, not sampled. `id` is a new UUID. */
export function newTraceHeader(now: number, id: string): string {
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0');
  const digits = id.replaceAll('-', '');
  return `Root=1-${seconds}-${digits.slice(0, 24)};Parent=${digits.slice(8, 24)};Sampled=0`;
}
