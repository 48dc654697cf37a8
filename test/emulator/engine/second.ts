const start = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Epoch milliseconds so many seconds after the executions of these tests are started. */
export function second(seconds: number): number {
  return start + seconds * 1000;
}
