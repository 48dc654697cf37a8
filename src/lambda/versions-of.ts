import type { Lambda } from './client.ts';
import { publishedVersions } from './functions.ts';

type Lists = Pick<Lambda, 'listFunctions' | 'listVersionsByFunction'>;

/** Says of a function by name which versions of it are published: numbers as text, oldest first. */
export type VersionsOf = (FunctionName: string) => Promise<readonly string[]>;

// So many are asked for their versions one by one.
const few = 10;

/** For so many functions, told by one list of all versions where that takes fewer calls than to ask for each. */
export function versionsOf(lambda: Lists, functions: number, signal?: AbortSignal): VersionsOf {
  let all: ReturnType<typeof allVersions> | undefined;
  return async (FunctionName) => {
    if (functions > few) all ??= allVersions(lambda, functions, signal);
    return (await all)?.get(FunctionName) ?? publishedVersions(lambda, FunctionName, signal);
  };
}

/** The versions of every function; undefined when they fill more pages than are worth it. */
async function allVersions(
  lambda: Lists,
  pages: number,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const found = new Map<string, string[]>();
  let Marker: string | undefined;
  for (let page = 0; page < pages; page++) {
    const { Functions = [], NextMarker } = await lambda.listFunctions(
      { FunctionVersion: 'ALL', Marker },
      signal,
    );
    for (const { FunctionName = '', Version } of Functions) {
      const versions = found.get(FunctionName) ?? [];
      if (Version && Version !== '$LATEST') versions.push(Version);
      found.set(FunctionName, versions);
    }
    if (!NextMarker) return inOrder(found);
    Marker = NextMarker;
  }
  return undefined;
}

function inOrder(found: ReadonlyMap<string, string[]>): ReadonlyMap<string, readonly string[]> {
  for (const versions of found.values()) versions.sort((one, other) => Number(one) - Number(other));
  return found;
}
