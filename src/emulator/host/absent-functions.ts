import type { FunctionRegistry } from '../functions/registry.ts';
import type { Journal } from '../journal/journal.ts';

export interface AbsentFunctionsParts {
  readonly registry: FunctionRegistry;
  readonly journal: Pick<Journal, 'list' | 'history'>;
  readonly log: (line: string) => void;
}

interface Waiting {
  readonly functionName: string;
  readonly version: string;
  readonly executionIds: Set<string>;
}

/** Functions that are not served today, though they were not deleted: executions wait for them, and somebody is told. */
export class AbsentFunctions {
  readonly #parts: AbsentFunctionsParts;
  /** What executions wait for, by how it is called. */
  readonly #waiting = new Map<string, Waiting>();
  #isStarted = false;
  readonly #told = new Set<string>();

  constructor(parts: AbsentFunctionsParts) {
    this.#parts = parts;
  }

  isAbsent(functionName: string, version: string): boolean {
    const { registry } = this.#parts;
    return !registry.resolve(functionName, version) && !registry.wasDeleted(functionName, version);
  }

  /** The execution would run the function now; says so once a function. */
  holds(executionId: string, functionName: string, version: string): void {
    const name = this.#add(executionId, functionName, version);
    if (!this.#isStarted || this.#told.has(name)) return;
    this.#told.add(name);
    this.#say(name);
  }

  /** Once all executions were taken up: says which functions they wait for, or will. */
  started(): void {
    this.#isStarted = true;
    const running = { statuses: ['RUNNING'], limit: Number.MAX_SAFE_INTEGER } as const;
    for (const { executionId, functionName, version } of this.#parts.journal.list(running)) {
      const isWaiting = this.isAbsent(functionName, version) && !this.#hasEndpoint(executionId);
      if (isWaiting) this.#add(executionId, functionName, version);
    }
    for (const name of this.#waiting.keys()) this.#say(name);
  }

  /** Something may be served again; nobody waits for that any more. */
  changed(): void {
    for (const [name, { functionName, version }] of this.#waiting) {
      if (this.isAbsent(functionName, version)) continue;
      this.#waiting.delete(name);
      this.#told.delete(name);
    }
  }

  #add(executionId: string, functionName: string, version: string): string {
    const isVersion = this.#parts.registry.find(functionName) !== undefined;
    const name = isVersion ? `${functionName}:${version}` : functionName;
    const waiting = this.#waiting.get(name) ?? { functionName, version, executionIds: new Set() };
    this.#waiting.set(name, waiting);
    waiting.executionIds.add(executionId);
    return name;
  }

  // Its function is wherever it was started to be, not here.
  #hasEndpoint(executionId: string): boolean {
    const [first] = this.#parts.journal.history(executionId, { limit: 1 });
    return first?.event.EventType === 'ExecutionStarted' && first.event._Start.Endpoint !== undefined;
  }

  #say(name: string): void {
    const count = this.#waiting.get(name)?.executionIds.size;
    this.#parts.log(
      `${name} is not served; ${count} ${count === 1 ? 'execution waits' : 'executions wait'} for it`,
    );
  }
}
