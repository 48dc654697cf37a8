import { intrinsicIn, isList, isMap, type Tree, type TreeMap } from './tree.ts';

/** A function's properties over those of `Globals`, as SAM merges them: maps deeply, lists one after the other. */
export function withGlobals(globals: TreeMap, own: TreeMap): TreeMap {
  const merged = Object.entries(own).map(([name, tree]): [string, Tree] => {
    const general = Object.hasOwn(globals, name) ? globals[name] : undefined;
    return [name, general === undefined ? tree : merge(general, tree)];
  });
  return { ...globals, ...Object.fromEntries(merged) };
}

function merge(general: Tree, own: Tree): Tree {
  if (isList(general) && isList(own)) return [...general, ...own];
  const isBoth = isMap(general) && isMap(own) && !intrinsicIn(general) && !intrinsicIn(own);
  return isBoth ? withGlobals(general, own) : own;
}
