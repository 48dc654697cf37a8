import type { FunctionEvent } from '../functions/function-event.ts';
import type { FunctionState } from '../functions/function-state.ts';
import type { FunctionRegistry } from '../functions/registry.ts';
import type { Journal } from '../journal/journal.ts';

export interface DeploymentsParts {
  readonly journal: Pick<Journal, 'appendFunctionEvents'>;
  readonly registry: FunctionRegistry;
  /** Called after each change, before its answer. */
  readonly changed: () => void;
}

export interface Change<Result> {
  readonly events: readonly FunctionEvent[];
  readonly result: Result;
}

/** What changes functions: one change at a time, stored before anybody hears of it. */
export class Deployments {
  readonly #parts: DeploymentsParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: DeploymentsParts) {
    this.#parts = parts;
  }

  /** Resolves with the result once the events are stored and in force; rejects with what `decide` threw. */
  change<Result>(functionName: string, decide: (state: FunctionState) => Change<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#change(decide(this.#parts.registry.state(functionName))));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #change<Result>({ events, result }: Change<Result>): Promise<Result> {
    const { journal, registry, changed } = this.#parts;
    if (events.length === 0) return result;
    await journal.appendFunctionEvents(events);
    for (const event of events) registry.apply(event);
    changed();
    return result;
  }
}
