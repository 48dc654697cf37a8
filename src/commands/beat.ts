import type { Row } from '../cli/command.ts';

/** A heartbeat that got through, as it is reported. */
export interface Beat extends Row {
  readonly CallbackId: string;
  readonly Derived: {
    /** Counted from 1. */
    readonly Beat: number;
    readonly At: Date;
    readonly Next: Date | undefined;
    /** When the callback expires unless another beat comes, where that is known. */
    readonly Expires: Date | undefined;
  };
}

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
