/** The only source of time: both halves, so that a test's clock is just another clock. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls once after so many milliseconds, unless disposed of before. */
  after(milliseconds: number, call: () => void): Disposable;
}

// setTimeout fires at once when asked for more than this; who waits longer asks again.
const longestTimeout = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, Math.min(Math.max(0, milliseconds), longestTimeout));
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};

/** Resolves after the delay; rejects with the signal's reason when that aborts first. */
export function sleep(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    const onAbort = () => {
      timer[Symbol.dispose]();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

const unitMilliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof unitMilliseconds;

/** Reads `90s`, `5m`, `2h30m`, `1d`, `500ms` as milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined;
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g);
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * unitMilliseconds[unit as Unit], 0);
}

/** Writes milliseconds as people read them, the two largest units: `2h 30m`, `45s`, `0s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first < 0) return '0s';
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join(' ');
}

export const toIso = (milliseconds: number): string => new Date(milliseconds).toISOString();
