import type { Action } from './action.ts';

export interface Route {
  readonly action: Action;
  /** Decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Finds the action for a method and a path as it came over the wire; undefined when there is none. */
export type Router = (method: string, rawPath: string) => Route | undefined;

interface ServedPath {
  readonly pattern: RegExp;
  readonly byMethod: ReadonlyMap<string, Action>;
}

export function router(actions: readonly Action[]): Router {
  const paths = servedPaths(actions);
  return (method, rawPath) => {
    for (const { pattern, byMethod } of paths) {
      const match = pattern.exec(rawPath);
      if (!match) continue;
      // A longer template knows better than a shorter one whose label would swallow the rest.
      const action = byMethod.get(method);
      return action && { action, labels: decodeLabels(match.groups ?? {}) };
    }
    return undefined;
  };
}

/** The paths of all actions, those with the most literal text first. */
function servedPaths(actions: readonly Action[]): readonly ServedPath[] {
  const byPath = Map.groupBy(actions, ({ path }) => path);
  return [...byPath]
    .toSorted(([a], [b]) => literalLength(b) - literalLength(a))
    .map(([path, served]) => ({
      pattern: pathPattern(path),
      byMethod: new Map(served.map((action) => [action.method, action])),
    }));
}

const label = /\{(\w+)\}/g;

function literalLength(path: string): number {
  return path.replaceAll(label, '').length;
}

// SDKs percent-encode the slashes inside these; people with curl do not.
const labelsWithSlashes = ['DurableExecutionArn', 'CallbackId'];

function pathPattern(path: string): RegExp {
  const pattern = path.replaceAll(label, (_, name: string) =>
    labelsWithSlashes.includes(name) ? `(?<${name}>.+?)` : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${pattern}/?$`);
}

function decodeLabels(raw: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(raw).map(([name, text]) => [name, decode(text)]));
}

// What is not percent-encoded correctly is taken literally; no pattern of a label allows it.
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
