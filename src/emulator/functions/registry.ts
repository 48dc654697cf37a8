import type { FunctionDefinition } from './functions.ts';

/** Which code serves which name and version. */
export interface FunctionRegistry {
  /** In the order they were given. */
  list(): readonly FunctionDefinition[];
  find(functionName: string): FunctionDefinition | undefined;
  /** What a qualifier means now; no qualifier means `$LATEST`. Undefined when there is no such function or version. */
  resolve(functionName: string, qualifier?: string): FunctionVersion | undefined;
}

export interface FunctionVersion {
  /** `$LATEST` or a number, never an alias. */
  readonly version: string;
  readonly definition: FunctionDefinition;
}

export function functionRegistry(definitions: readonly FunctionDefinition[]): FunctionRegistry {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  return {
    list: () => [...byName.values()],
    find: (functionName) => byName.get(functionName),
    resolve(functionName, qualifier = '$LATEST') {
      const definition = byName.get(functionName);
      return definition && qualifier === '$LATEST' ? { version: qualifier, definition } : undefined;
    },
  };
}
