import { Failure } from '../cli/failure.ts';
import { type Clock, sleep } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { type LogLine, readLogLine } from './log-line.ts';
import type { LogWindow } from './log-windows.ts';
import { patiently } from './patiently.ts';
import { isDenied, isPassing } from './service-error.ts';

// Milliseconds. A line may be found as late as this after its time.
const lateness = { local: 0, remote: 60_000 };
const localPace = { shortest: 200, longest: 1_000, group: 1_000 };
const remotePace = { shortest: 2_000, longest: 15_000, group: 30_000 };

/** Reads a log group from a time on, each line once, also those that come late. */
export class LogReader {
  readonly #lambda: Lambda;
  readonly #clock: Clock;
  readonly #late: number;
  readonly group: string;
  readonly #onTrouble: (error: unknown) => void;
  /** The ids of the lines that were read and would be found again, with their times. */
  readonly #seen = new Map<string, number>();
  #from: number;
  #isDenied = false;
  #isTold = false;

  /** `from` in epoch milliseconds. Trouble that does not pass is told once. */
  constructor(
    lambda: Lambda,
    clock: Clock,
    group: string,
    from: number,
    onTrouble: (error: unknown) => void,
  ) {
    this.#lambda = lambda;
    this.#clock = clock;
    this.#late = lambda.isLocal ? lateness.local : lateness.remote;
    this.group = group;
    this.#from = from - this.#late;
    this.#onTrouble = onTrouble;
  }

  /** What was printed within a time. */
  async between({ start, end }: LogWindow, signal: AbortSignal): Promise<readonly LogLine[]> {
    return this.#unlessRefused(signal, async () => {
      const lines = await this.#pages(start, end, signal);
      for (const { eventId, time } of lines) this.#seen.set(eventId, time);
      return lines;
    });
  }

  /** What was not read before; nothing where nothing can be read. */
  async read(signal: AbortSignal): Promise<readonly LogLine[]> {
    return this.#unlessRefused(signal, async () => {
      const lines = await this.#pages(this.#from, undefined, signal);
      this.#moveOn(lines);
      return lines;
    });
  }

  /** Whatever is the matter with the logs, the events go on. */
  async #unlessRefused(
    signal: AbortSignal,
    read: () => Promise<readonly LogLine[]>,
  ): Promise<readonly LogLine[]> {
    if (this.#isDenied) return [];
    try {
      return await read();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      this.#isDenied = isDenied(error);
      if (!this.#isTold && !isPassing(error)) this.#onTrouble(error);
      this.#isTold ||= !isPassing(error);
      return [];
    }
  }

  /** The same again and again, for as long as the signal lets it. */
  async *follow(signal: AbortSignal): AsyncGenerator<readonly LogLine[]> {
    const { shortest, longest, group } = this.#lambda.isLocal ? localPace : remotePace;
    let news = this.#clock.now();
    while (!this.#isDenied) {
      const lines = await this.read(signal);
      if (lines.length > 0) {
        news = this.#clock.now();
        yield lines;
      }
      const quiet = this.#clock.now() - news;
      // A group comes into being with the first line that somebody prints.
      const pause = this.#isTold ? group : Math.min(Math.max(shortest, quiet / 10), longest);
      await sleep(this.#clock, pause, signal);
    }
  }

  async #pages(start: number, end: number | undefined, signal: AbortSignal): Promise<readonly LogLine[]> {
    const found: LogLine[] = [];
    const query = { logGroupName: this.group, startTime: Math.max(0, start), endTime: end };
    let nextToken: string | undefined;
    do {
      const next = { ...query, nextToken };
      const page = await patiently(this.#clock, signal, () => this.#lambda.filterLogEvents(next, signal));
      for (const event of page.events)
        if (!this.#seen.has(event.eventId)) found.push(readLogLine(this.group, event));
      nextToken = page.nextToken;
    } while (nextToken);
    return found.sort((one, other) => one.time - other.time);
  }

  #moveOn(found: readonly LogLine[]): void {
    for (const { eventId, time } of found) this.#seen.set(eventId, time);
    const newest = found.reduce((latest, { time }) => Math.max(latest, time), 0);
    this.#from = Math.max(this.#from, newest - this.#late);
    for (const [id, time] of this.#seen) if (time < this.#from) this.#seen.delete(id);
  }
}
