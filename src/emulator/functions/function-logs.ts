import type { Clock } from '../../model/time.ts';

/** A line that a function printed, or that stands around what it did. */
export interface LogEvent {
  /** Counts the lines of all functions; a later line has a higher one. */
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  /** The worker, as AWS_LAMBDA_LOG_STREAM_NAME names it. */
  readonly stream: string;
  readonly message: string;
}

/** Reads what functions printed. */
export interface FunctionLogs {
  /** In the order of printing; empty for a log group in which nothing was printed. */
  of(group: string): readonly LogEvent[];
}

interface KeptLog {
  readonly events: LogEvent[];
  bytes: number;
}

export interface LogLimits {
  readonly lines: number;
  readonly bytes: number;
}

// Enough for what somebody looks for while developing; the terminal has had every line.
const defaultLimits: LogLimits = { lines: 10_000, bytes: 4 * 1024 * 1024 };

/** The last lines of each log group, in memory; the oldest go. */
export class KeptLogs implements FunctionLogs {
  readonly #clock: Clock;
  readonly #limits: LogLimits;
  readonly #logs = new Map<string, KeptLog>();
  #sequence = 0;

  constructor(clock: Clock, limits = defaultLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  add(group: string, stream: string, message: string): void {
    const log = this.#logs.get(group) ?? { events: [], bytes: 0 };
    this.#logs.set(group, log);
    log.events.push({ sequence: ++this.#sequence, timestamp: this.#clock.now(), stream, message });
    log.bytes += Buffer.byteLength(message);
    while (log.events.length > this.#limits.lines || log.bytes > this.#limits.bytes) dropOldest(log);
  }

  of(group: string): readonly LogEvent[] {
    return this.#logs.get(group)?.events ?? [];
  }
}

function dropOldest(log: KeptLog): void {
  log.bytes -= Buffer.byteLength(log.events.shift()?.message ?? '');
}
