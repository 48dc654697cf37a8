import type { LogLine } from './log-line.ts';
import type { TailedEvent } from './tailed-executions.ts';

/** A line that belongs to a watched execution. */
export interface TailedLine {
  readonly DurableExecutionArn: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly line: LogLine;
}

interface Owner {
  readonly DurableExecutionArn: string;
  readonly time: number;
}

/** The time in which a stream is known to have been busy with a request. */
interface Span {
  readonly group: string;
  readonly stream: string;
  readonly requestId: string;
  readonly start: number;
  readonly time: number;
}

interface Invocation {
  readonly requestId: string;
  readonly group: string;
  readonly start: number;
  readonly end: number;
}

// No invocation lasts longer; lines that nobody has claimed by then are another execution's. Milliseconds.
const longest = 20 * 60_000;

// Lines of others in a busy group, which nobody may ever claim, must not fill the memory.
const mostWaiting = 50_000;

// Where lines wait that name nothing.
const nameless = '';

/** Finds whose lines are whose: by the execution or request they name, by what stands around them, last by time. */
export class LogMatch {
  /** Of whom a request is, as far as it was told. */
  readonly #owners = new Map<string, Owner>();
  /** The executions whose events were seen here; some of them are watched no more, and their last lines are late. */
  readonly #seen = new Map<string, { readonly time: number }>();
  /** The request that a stream is busy with, none between two, and since when. */
  readonly #busy = new Map<string, { readonly requestId: string | undefined; readonly time: number }>();
  readonly #spans = new Map<string, Span>();
  /** Lines of which it is not known that their execution is watched, by that, or by their request. */
  readonly #waiting = new Map<string, LogLine[]>();
  readonly #isWatched: (DurableExecutionArn: string) => boolean;

  constructor(isWatched: (DurableExecutionArn: string) => boolean) {
    this.#isWatched = isWatched;
  }

  /** Takes an event of an execution that logs to a group; returns lines that turn out to be of it. */
  event({ DurableExecutionArn, time, event }: TailedEvent, group: string): readonly TailedLine[] {
    this.#seen.set(DurableExecutionArn, { time });
    const { RequestId: requestId, StartTimestamp, EndTimestamp } = event.InvocationCompletedDetails ?? {};
    const lines = this.#claim(DurableExecutionArn);
    if (requestId) {
      this.#owners.set(requestId, { DurableExecutionArn, time });
      lines.push(...this.#claim(requestId));
    }
    if (requestId && StartTimestamp && EndTimestamp) {
      const [start, end] = [StartTimestamp.getTime(), EndTimestamp.getTime()];
      lines.push(...this.#claimByTime({ requestId, group, start, end }));
    }
    return lines.map((line) => ({ DurableExecutionArn, time: line.time, line }));
  }

  /** Takes the next lines of a group; returns those whose execution is known. */
  lines(lines: readonly LogLine[]): readonly TailedLine[] {
    this.#forget(lines.reduce((newest, { time }) => Math.max(newest, time), 0) - longest);
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: LogLine): readonly TailedLine[] {
    const requestId = this.#requestOf(line);
    if (line.mark) return [];
    const isNews = line.executionArn && requestId && !this.#owners.has(requestId);
    if (isNews) this.#owners.set(requestId, { DurableExecutionArn: line.executionArn, time: line.time });
    const owner = line.executionArn ?? (requestId && this.#owners.get(requestId)?.DurableExecutionArn);
    const lines = [...(isNews ? this.#claim(requestId) : []), line];
    if (owner && (this.#seen.has(owner) || this.#isWatched(owner)))
      return lines.map((one) => ({ DurableExecutionArn: owner, time: one.time, line: one }));
    // It may yet come to be watched: a new one is listed later than it begins to print.
    for (const one of lines) this.#wait(owner ?? requestId ?? nameless, one);
    return [];
  }

  /** The request that a line names, or that its stream was busy with. */
  #requestOf({ group, stream, mark, time, requestId: own }: LogLine): string | undefined {
    const key = `${group} ${stream}`;
    const busy = this.#busy.get(key);
    const isLate = busy !== undefined && time < busy.time;
    const requestId = own ?? (isLate ? undefined : busy?.requestId);
    if (mark && mark !== 'aside' && !isLate)
      this.#busy.set(key, { requestId: mark === 'start' ? own : undefined, time });
    if (own) {
      const { start, time: until } = this.#spans.get(`${key} ${own}`) ?? { start: time, time };
      const span = { start: Math.min(start, time), time: Math.max(until, time) };
      this.#spans.set(`${key} ${own}`, { group, stream, requestId: own, ...span });
    }
    return requestId;
  }

  #wait(key: string, line: LogLine): void {
    const lines = this.#waiting.get(key);
    if (lines) lines.push(line);
    else this.#waiting.set(key, [line]);
  }

  #claim(key: string): LogLine[] {
    const lines = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    return lines;
  }

  /** Lines that name nothing, of the one stream that can have been busy with the invocation. */
  #claimByTime({ requestId, group, start, end }: Invocation): readonly LogLine[] {
    const bare = this.#waiting.get(nameless);
    if (!bare) return [];
    const spans = [...this.#spans.values()].filter(
      (span) => span.group === group && span.start <= end && span.time >= start,
    );
    const own = spans.find((span) => span.requestId === requestId)?.stream;
    const others = new Set(spans.map(({ stream }) => stream));
    const isCandidate = ({ stream, time, group: its }: LogLine) =>
      its === group && time >= start && time <= end && (own ? stream === own : !others.has(stream));
    const found = bare.filter(isCandidate);
    if (new Set(found.map(({ stream }) => stream)).size !== 1) return [];
    this.#waiting.set(
      nameless,
      bare.filter((line) => !isCandidate(line)),
    );
    return found;
  }

  #forget(before: number): void {
    for (const kept of [this.#owners, this.#seen, this.#busy, this.#spans])
      for (const [key, { time }] of kept) if (time < before) kept.delete(key);
    for (const [key, lines] of this.#waiting)
      this.#waiting.set(
        key,
        lines.filter(({ time }) => time >= before),
      );
    let excess = [...this.#waiting.values()].reduce((sum, { length }) => sum + length, -mostWaiting);
    for (const [key, lines] of this.#waiting) {
      if (excess > 0) excess -= lines.splice(0, excess).length;
      if (lines.length === 0) this.#waiting.delete(key);
    }
  }
}
