import type { LogLine } from './log-line.ts';
import type { TailedEvent } from './tailed-executions.ts';

/** A line that belongs to a watched execution. */
export interface TailedLine {
  readonly DurableExecutionArn: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly line: LogLine;
}

interface Invocation {
  readonly DurableExecutionArn: string;
  readonly RequestId: string;
  readonly group: string;
  readonly start: number;
  readonly end: number;
}

// No invocation lasts longer; lines that nobody has claimed by then are another execution's. Milliseconds.
const longest = 20 * 60_000;

/** Finds whose lines are whose: by the execution or request they name, by what stands around them, last by time. */
export class LogMatch {
  /** Of whom a request is, as far as it was told. */
  readonly #owners = new Map<string, string>();
  /** The request that a stream is busy with; undefined between two. */
  readonly #busy = new Map<string, string | undefined>();
  /** Lines whose execution is not known yet. */
  #waiting: { readonly line: LogLine; readonly requestId: string | undefined }[] = [];
  /** Lines that name a request, which show what a stream was busy with. */
  #named: { readonly line: LogLine; readonly requestId: string }[] = [];
  readonly #isWatched: (DurableExecutionArn: string) => boolean;

  constructor(isWatched: (DurableExecutionArn: string) => boolean) {
    this.#isWatched = isWatched;
  }

  /** Takes an event of an execution that logs to a group; returns lines that turn out to be of it. */
  event({ DurableExecutionArn, event }: TailedEvent, group: string): readonly TailedLine[] {
    const { RequestId, StartTimestamp, EndTimestamp } = event.InvocationCompletedDetails ?? {};
    if (!RequestId || !StartTimestamp || !EndTimestamp) return [];
    this.#owners.set(RequestId, DurableExecutionArn);
    const [start, end] = [StartTimestamp.getTime(), EndTimestamp.getTime()];
    const invocation = { DurableExecutionArn, RequestId, group, start, end };
    return [...this.#claim(RequestId), ...this.#byTime(invocation)];
  }

  /** Takes the next lines of a group; returns those whose execution is known. */
  lines(lines: readonly LogLine[]): readonly TailedLine[] {
    const newest = Math.max(...lines.map(({ time }) => time));
    const isRecent = ({ line }: { readonly line: LogLine }) => line.time > newest - longest;
    this.#waiting = this.#waiting.filter(isRecent);
    this.#named = this.#named.filter(isRecent);
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: LogLine): readonly TailedLine[] {
    const { stream, mark, executionArn, time } = line;
    const requestId = line.requestId ?? this.#busy.get(stream);
    if (mark) this.#busy.set(stream, mark === 'start' ? requestId : undefined);
    if (mark) return [];
    if (line.requestId) this.#named.push({ line, requestId: line.requestId });
    if (executionArn && requestId && !this.#owners.has(requestId)) {
      this.#owners.set(requestId, executionArn);
      return [...this.#claim(requestId), ...this.#line(line)];
    }
    const owner = executionArn ?? (requestId && this.#owners.get(requestId));
    if (owner) return this.#isWatched(owner) ? [{ DurableExecutionArn: owner, time, line }] : [];
    this.#waiting.push({ line, requestId });
    return [];
  }

  /** Lines that name nothing, of the one stream that can have been busy with the invocation. */
  #byTime({ RequestId, group, start, end, DurableExecutionArn }: Invocation): readonly TailedLine[] {
    const isWithin = ({ line: { time, group: its } }: { readonly line: LogLine }) =>
      its === group && time >= start && time <= end;
    const named = this.#named.filter(isWithin);
    const own = named.find(({ requestId }) => requestId === RequestId)?.line.stream;
    const others = new Set(named.map(({ line }) => line.stream));
    const isCandidate = ({ stream }: LogLine) => (own ? stream === own : !others.has(stream));
    const bare = this.#waiting
      .filter((one) => one.requestId === undefined && isWithin(one) && isCandidate(one.line))
      .map(({ line }) => line);
    return new Set(bare.map(({ stream }) => stream)).size === 1 ? this.#take(bare, DurableExecutionArn) : [];
  }

  #claim(request: string): readonly TailedLine[] {
    const own = this.#waiting.filter(({ requestId }) => requestId === request);
    return this.#take(
      own.map(({ line }) => line),
      this.#owners.get(request),
    );
  }

  #take(lines: readonly LogLine[], owner: string | undefined): TailedLine[] {
    const taken = new Set(lines);
    this.#waiting = this.#waiting.filter(({ line }) => !taken.has(line));
    if (owner === undefined || !this.#isWatched(owner)) return [];
    return lines.map((line) => ({ DurableExecutionArn: owner, time: line.time, line }));
  }
}
