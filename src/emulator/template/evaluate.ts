import { intrinsics } from './intrinsics.ts';
import { NoLocalValue } from './no-local-value.ts';
import type { Scope } from './scope.ts';
import { intrinsicIn, isList, isMap, type Tree } from './tree.ts';

/** The tree without intrinsic functions; undefined where nothing is meant. Throws a NoLocalValue. */
export function evaluate(tree: Tree, scope: Scope): Tree | undefined {
  const intrinsic = intrinsicIn(tree);
  if (intrinsic) return call(intrinsic, scope);
  if (isList(tree)) return tree.map((item) => evaluate(item, scope)).filter((item) => item !== undefined);
  if (!isMap(tree)) return tree;
  return mapMembers(tree, (item) => evaluate(item, scope));
}

/** The same, but what has no local value is left out where it stands, and told with its path. */
export function evaluateMembers(
  tree: Tree,
  scope: Scope,
  path: string,
  leftOut: (path: string, reason: string) => void,
): Tree | undefined {
  try {
    const chosen = choose(tree, scope);
    if (chosen === undefined || !isMap(chosen) || intrinsicIn(chosen))
      return chosen && evaluate(chosen, scope);
    return mapMembers(chosen, (item, name) => evaluateMembers(item, scope, `${path}.${name}`, leftOut));
  } catch (error) {
    if (!(error instanceof NoLocalValue)) throw error;
    leftOut(path, error.message);
    return undefined;
  }
}

// What a condition chooses may be a map again.
function choose(tree: Tree, scope: Scope): Tree | undefined {
  const [name, given] = intrinsicIn(tree) ?? [];
  if (name !== 'Fn::If' || !isList(given)) return tree;
  const [condition, then, otherwise] = given;
  const chosen = scope.condition(String(condition)) ? then : otherwise;
  return chosen === undefined ? undefined : choose(chosen, scope);
}

function call([name, given]: readonly [string, Tree], scope: Scope): Tree | undefined {
  const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  if (!intrinsic) throw new NoLocalValue(`${name} has no local value`);
  return intrinsic(given, scope, (tree) => evaluate(tree, scope));
}

function mapMembers(
  map: { readonly [name: string]: Tree },
  value: (item: Tree, name: string) => Tree | undefined,
): Tree {
  const entries = Object.entries(map).flatMap(([name, item]): [string, Tree][] => {
    const made = value(item, name);
    return made === undefined ? [] : [[name, made]];
  });
  return Object.fromEntries(entries);
}
