import type { Clock } from '../model/time.ts';
import type { CellStyle } from './cell.ts';
import type { OutputMode, TimeStyle } from './global-options.ts';
import type { Io } from './io.ts';
import type { Query } from './query.ts';

export interface PrintOptions {
  readonly io: Io;
  readonly output: OutputMode;
  /** Ids end with NUL and not with a newline. */
  readonly null: boolean;
  readonly time: TimeStyle;
  readonly query: Query | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export function cellStyle({ time, output, clock }: PrintOptions, isLive = false): CellStyle {
  return {
    // How long ago something was is soon wrong in a line that stays.
    time: isLive && time === 'relative' ? 'clock' : time,
    forPeople: output === 'table',
    // Live rows are read minutes after the first.
    get now() {
      return clock.now();
    },
  };
}

/** Columns to draw in: no limit where nobody looks. */
export const widthOf = ({ stdout }: Io): number => (stdout.isTerminal ? stdout.width : Infinity);

/** An id as `-o id` prints it. */
export const idText = (id: string, options: PrintOptions): string => `${id}${options.null ? '\0' : '\n'}`;
