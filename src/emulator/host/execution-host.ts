import type { Limits } from '../../model/limits.ts';
import type { Clock } from '../../model/time.ts';
import type { Command } from '../engine/command.ts';
import { decide } from '../engine/decide.ts';
import type { DurableExecution } from '../engine/durable-execution.ts';
import type { Journal } from '../journal/journal.ts';
import { nextStep } from './index-entry.ts';

/** One execution's mailbox: one command at a time, and nobody hears of an event before it is durable. */
export class ExecutionHost {
  #state: DurableExecution;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #changed: (state: DurableExecution) => void;

  constructor(
    state: DurableExecution,
    parts: { journal: Journal; clock: Clock; limits: Limits; changed: (state: DurableExecution) => void },
  ) {
    this.#state = state;
    this.#journal = parts.journal;
    this.#clock = parts.clock;
    this.#limits = parts.limits;
    this.#changed = parts.changed;
  }

  get state(): DurableExecution {
    return this.#state;
  }

  /** Nobody waits for it, so it can be folded from the journal again when it is next asked for. */
  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  /** The state after the command. Rejects with the engine's Rejection, or when the journal could not store. */
  submit(command: Command): Promise<DurableExecution> {
    this.#waiting += 1;
    const result = this.#last.then(() => this.#apply(command)).finally(() => (this.#waiting -= 1));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #apply(command: Command): Promise<DurableExecution> {
    const events = decide(this.#state, command, this.#clock.now(), this.#limits);
    if (events.length === 0) return this.#state;
    const { state, entry } = nextStep(this.#state, events);
    await this.#journal.append(entry);
    this.#state = state;
    // The caller is answered first: what follows from the commit is begun a turn later.
    setImmediate(() => this.#changed(state));
    return state;
  }
}
