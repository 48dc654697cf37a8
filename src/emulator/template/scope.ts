import type { Tree } from './tree.ts';

/** What the names in a template stand for. Each throws a NoLocalValue for what only a deployed stack has. */
export interface Scope {
  /** Undefined for `AWS::NoValue`. */
  ref(name: string): Tree | undefined;
  attribute(resource: string, attribute: string): Tree;
  condition(name: string): boolean;
  mapping(name: string): Tree | undefined;
}
