import type { FunctionAlias, FunctionEvent, Release } from './function-event.ts';
import {
  evolveFunction,
  type FunctionState,
  type Realize,
  type Realized,
  serveFunction,
  unknownFunction,
} from './function-state.ts';
import type { FunctionDefinition } from './functions.ts';
import { servedRelease } from './served-release.ts';

/** Which code serves which name, version and alias. */
export interface FunctionRegistry {
  /** `$LATEST` of all functions: those that were given, in their order, then the deployed ones. */
  list(): readonly FunctionDefinition[];
  find(functionName: string): FunctionDefinition | undefined;
  /** What a qualifier means now; no qualifier means `$LATEST`. Undefined when there is no such function, version or alias. */
  resolve(functionName: string, qualifier?: string): FunctionVersion | undefined;
  /** What a version was released with; of a file that is served where it is, as the file is now. */
  release(functionName: string, version: string): Release | undefined;
  /** `$LATEST`, then the published versions, oldest first. */
  versions(functionName: string): readonly FunctionVersion[];
  aliases(functionName: string): readonly FunctionAlias[];
  /** All that is known of a function, also of one that is not served today. */
  state(functionName: string): FunctionState;
  /** Of all versions of all functions, also of those that are not served today. */
  releases(): readonly Release[];
  /** It will not be served again: it was deleted, or its function was. */
  wasDeleted(functionName: string, version: string): boolean;
  /** Takes in what has been stored. */
  apply(event: FunctionEvent): void;
}

export interface FunctionVersion {
  /** `$LATEST` or a number, never an alias. */
  readonly version: string;
  /** The same object until the version means something else. */
  readonly definition: FunctionDefinition;
}

export interface DeployedFunctions {
  /** What was stored, in its order. */
  readonly events: readonly FunctionEvent[];
  readonly realize: Realize;
}

/** The fold of what was deployed; a definition that is given today goes before the `$LATEST` that was deployed. */
export function functionRegistry(
  definitions: readonly FunctionDefinition[],
  { events, realize }: DeployedFunctions = { events: [], realize: onlyServed },
): FunctionRegistry {
  return new FoldedRegistry(definitions, events, realize);
}

function onlyServed(functionName: string, { code, settings }: Release): FunctionDefinition {
  if (code.kind === 'package') throw new RangeError(`${functionName} was deployed, and nothing can be`);
  return { ...settings, name: functionName, code };
}

class FoldedRegistry implements FunctionRegistry {
  readonly #states: Map<string, FunctionState>;
  readonly #realize: Realize;

  constructor(
    definitions: readonly FunctionDefinition[],
    events: readonly FunctionEvent[],
    realize: Realize,
  ) {
    this.#realize = realize;
    this.#states = new Map(definitions.map(({ name }) => [name, unknownFunction(name)]));
    for (const event of events) this.apply(event);
    for (const definition of definitions) {
      const state = this.state(definition.name);
      this.#states.set(definition.name, serveFunction(state, definition, servedRelease(definition)));
    }
  }

  list(): readonly FunctionDefinition[] {
    return [...this.#states.values()].flatMap(({ latest }) => latest?.definition ?? []);
  }

  find(functionName: string): FunctionDefinition | undefined {
    return this.#states.get(functionName)?.latest?.definition;
  }

  resolve(functionName: string, qualifier = '$LATEST'): FunctionVersion | undefined {
    const version = this.#states.get(functionName)?.aliases.get(qualifier)?.version ?? qualifier;
    const definition = this.#realized(functionName, version)?.definition;
    return definition && { version, definition };
  }

  release(functionName: string, version: string): Release | undefined {
    const found = this.#realized(functionName, version);
    if (!found) return undefined;
    return found.isServed ? servedRelease(found.definition) : found.release;
  }

  versions(functionName: string): readonly FunctionVersion[] {
    const { latest, versions } = this.state(functionName);
    if (!latest) return [];
    return [
      { version: '$LATEST', definition: latest.definition },
      ...versions.entries().map(([version, { definition }]) => ({ version, definition })),
    ];
  }

  aliases(functionName: string): readonly FunctionAlias[] {
    return [...this.state(functionName).aliases.values()];
  }

  state(functionName: string): FunctionState {
    return this.#states.get(functionName) ?? unknownFunction(functionName);
  }

  releases(): readonly Release[] {
    return [...this.#states.values()].flatMap(({ latest, versions }) =>
      [...(latest ? [latest] : []), ...versions.values()].map(({ release }) => release),
    );
  }

  wasDeleted(functionName: string, version: string): boolean {
    const { isDeleted, deletedVersions } = this.state(functionName);
    return isDeleted || deletedVersions.has(version);
  }

  apply(event: FunctionEvent): void {
    const { functionName } = event;
    this.#states.set(functionName, evolveFunction(this.state(functionName), event, this.#realize));
  }

  /** Versions of a function that is not served wait with it. */
  #realized(functionName: string, version: string): Realized | undefined {
    const { latest, versions } = this.state(functionName);
    if (!latest || version === '$LATEST') return latest;
    return versions.get(version);
  }
}
