/** Calls once when the signal aborts, at once when it has; what is returned takes that back. */
export function onAbort(signal: AbortSignal | undefined, call: () => void): Disposable {
  if (signal?.aborted) call();
  signal?.addEventListener('abort', call, { once: true });
  return { [Symbol.dispose]: () => signal?.removeEventListener('abort', call) };
}
