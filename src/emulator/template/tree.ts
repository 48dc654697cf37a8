/** What a template holds. Numbers and booleans are text, as they are to CloudFormation in the end. */
export type Tree = string | readonly Tree[] | TreeMap;

export interface TreeMap {
  readonly [name: string]: Tree;
}

export function isMap(tree: Tree | undefined): tree is TreeMap {
  return typeof tree === 'object' && !Array.isArray(tree);
}

export function isList(tree: Tree | undefined): tree is readonly Tree[] {
  return Array.isArray(tree);
}

/** The map, or an empty one where there is none. */
export function mapOf(tree: Tree | undefined): TreeMap {
  return isMap(tree) ? tree : {};
}

/** A member of its own, not one that every object has. */
export function memberOf(map: TreeMap, name: string): Tree | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** An intrinsic function in its long form, `{"Fn::Sub": …}`: its name and what it is given. */
export function intrinsicIn(tree: Tree): readonly [name: string, given: Tree] | undefined {
  const [only, ...others] = isMap(tree) ? Object.entries(tree) : [];
  const isIntrinsic = only && others.length === 0 && (only[0] === 'Ref' || only[0].startsWith('Fn::'));
  return isIntrinsic ? only : undefined;
}
