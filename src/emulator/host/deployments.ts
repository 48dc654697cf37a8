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

/** What changes functions: one change at a time, stored before anybody hears of it. */
export class Deployments {
  readonly #parts: DeploymentsParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: DeploymentsParts) {
    this.#parts = parts;
  }

  /** Resolves when what `decide` made of the function is stored and in force; rejects with what it threw. */
  change(functionName: string, decide: (state: FunctionState) => readonly FunctionEvent[]): Promise<void> {
    const result = this.#last.then(() => this.#change(functionName, decide));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #change(
    functionName: string,
    decide: (state: FunctionState) => readonly FunctionEvent[],
  ): Promise<void> {
    const { journal, registry, changed } = this.#parts;
    const events = decide(registry.state(functionName));
    if (events.length === 0) return;
    await journal.appendFunctionEvents(events);
    for (const event of events) registry.apply(event);
    changed();
  }
}
