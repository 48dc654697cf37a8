import { parseExecutionArn } from '../model/arn.ts';
import { logGroupOf } from '../model/log-group-of.ts';
import type { Clock } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { LogMatch, type TailedLine } from './log-match.ts';
import { LogReader } from './log-reader.ts';
import { isDenied, isGone } from './service-error.ts';
import type { TailedEvent, TailedExecutions } from './tailed-executions.ts';

/** What the functions of watched executions print. */
export class ExecutionLogs {
  readonly #lambda: Lambda;
  readonly #clock: Clock;
  readonly #match: LogMatch;
  readonly #onTrouble: (group: string, error: unknown) => void;
  /** By function and version. */
  readonly #groups = new Map<string, Promise<string>>();
  readonly #readers = new Map<string, LogReader>();

  constructor(
    lambda: Lambda,
    clock: Clock,
    executions: TailedExecutions,
    onTrouble: (group: string, error: unknown) => void,
  ) {
    this.#lambda = lambda;
    this.#clock = clock;
    this.#match = new LogMatch((arn) => executions.get(arn) !== undefined);
    this.#onTrouble = onTrouble;
  }

  /** Reads the log group of an execution from a time on, epoch milliseconds; undefined when it is read already. */
  async open(DurableExecutionArn: string, from: number, signal: AbortSignal): Promise<LogReader | undefined> {
    const group = await this.groupOf(DurableExecutionArn, signal);
    if (this.#readers.has(group)) return undefined;
    const onTrouble = (error: unknown) => this.#onTrouble(group, error);
    const reader = new LogReader(this.#lambda, this.#clock, group, from, onTrouble);
    this.#readers.set(group, reader);
    return reader;
  }

  get readers(): readonly LogReader[] {
    return [...this.#readers.values()];
  }

  /** The lines that new ones of a group, or what a history says of an invocation, show to be of watched executions. */
  take(lines: Parameters<LogMatch['lines']>[0]): readonly TailedLine[] {
    return this.#match.lines(lines);
  }

  async takeEvent(one: TailedEvent, signal: AbortSignal): Promise<readonly TailedLine[]> {
    return this.#match.event(one, await this.groupOf(one.DurableExecutionArn, signal));
  }

  groupOf(DurableExecutionArn: string, signal: AbortSignal): Promise<string> {
    const { functionName: name = '', version = '' } = parseExecutionArn(DurableExecutionArn) ?? {};
    const key = `${name}:${version}`;
    const group = this.#groups.get(key) ?? this.#readGroup(name, version, signal);
    this.#groups.set(key, group);
    return group;
  }

  async #readGroup(name: string, Qualifier: string, signal: AbortSignal): Promise<string> {
    try {
      const query = { FunctionName: name, Qualifier };
      const { LoggingConfig: logging } = await this.#lambda.getFunctionConfiguration(query, signal);
      return logGroupOf({ name, logging });
    } catch (error) {
      if (isGone(error) || isDenied(error)) return logGroupOf({ name });
      throw error;
    }
  }
}
