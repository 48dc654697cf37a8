import type { Beat } from '../output/heartbeat.ts';

interface Ahead {
  readonly next?: number | undefined;
  readonly expires?: number | undefined;
}

/** Times in epoch milliseconds. */
export function beatRow(CallbackId: string, beat: number, at: number, { next, expires }: Ahead = {}): Beat {
  return {
    CallbackId,
    Derived: { Beat: beat, At: new Date(at), Next: dateOf(next), Expires: dateOf(expires) },
  };
}

const dateOf = (time: number | undefined) => (time === undefined ? undefined : new Date(time));
