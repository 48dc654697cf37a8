import type { FunctionAlias, FunctionEvent, Release, Tags } from './function-event.ts';
import type { FunctionDefinition } from './functions.ts';

/** A function with its versions and aliases: the fold of its events, and of how it is served today. */
export interface FunctionState {
  readonly name: string;
  /** Undefined while it is neither deployed nor served: what else is known of it waits. */
  readonly latest: Realized | undefined;
  /** By number, in the order of their publication. */
  readonly versions: ReadonlyMap<string, Realized>;
  readonly aliases: ReadonlyMap<string, FunctionAlias>;
  /** Numbers are not used again, not even after the function was deleted. */
  readonly lastVersion: number;
  readonly deletedVersions: ReadonlySet<string>;
  /** Deleted and not created again; its versions, too, are gone for good. */
  readonly isDeleted: boolean;
  readonly tags: Tags;
}

/** A release and what it means on this machine. */
export interface Realized {
  readonly release: Release;
  readonly definition: FunctionDefinition;
  /** Not deployed but given today: its code is what its file is now. */
  readonly isServed?: boolean;
}

export type Realize = (functionName: string, release: Release) => FunctionDefinition;

export function unknownFunction(name: string): FunctionState {
  return {
    name,
    latest: undefined,
    versions: new Map(),
    aliases: new Map(),
    lastVersion: 0,
    deletedVersions: new Set(),
    isDeleted: false,
    tags: {},
  };
}

/** Total: an event is taken as it comes, since it has happened. */
export function evolveFunction(state: FunctionState, event: FunctionEvent, realize: Realize): FunctionState {
  switch (event.type) {
    case 'FunctionCreated':
      return { ...state, latest: realized(event, realize), isDeleted: false, tags: event.tags };
    case 'LatestUpdated':
      return { ...state, latest: realized(event, realize) };
    case 'VersionPublished':
      return withVersion(state, event.version, realized(event, realize));
    case 'VersionDeleted':
      return withoutVersion(state, event.version);
    case 'AliasPut':
      return { ...state, aliases: new Map(state.aliases).set(event.alias.name, event.alias) };
    case 'AliasDeleted':
      return { ...state, aliases: without(state.aliases, event.name) };
    case 'FunctionTagged':
      return { ...state, tags: event.tags };
    case 'FunctionDeleted':
      return deletedFunction(state);
  }
}

/** Its numbers are remembered: who was pinned to one does not run what is created under the name later. */
function deletedFunction({ name, lastVersion, versions, deletedVersions }: FunctionState): FunctionState {
  return {
    ...unknownFunction(name),
    lastVersion,
    deletedVersions: new Set([...deletedVersions, ...versions.keys()]),
    isDeleted: true,
  };
}

/** The function as it is served today, whatever `$LATEST` was before, with the versions and aliases it comes with. */
export function serveFunction(
  before: FunctionState,
  definition: FunctionDefinition,
  release: Release,
): FunctionState {
  const latest = { release, definition, isServed: true };
  const served = (definition.versions ?? []).reduce<FunctionState>(
    (state, version) => withVersion(state, version, latest),
    {
      ...before,
      latest,
      isDeleted: false,
      // A deployment, too, writes over what was tagged by hand, and leaves the rest.
      tags: { ...before.tags, ...definition.tags },
    },
  );
  return Object.entries(definition.aliases ?? {}).reduce((state, [name, version]) => {
    const alias = { name, version, description: '', revisionId: release.revisionId };
    const published = version === '$LATEST' ? state : withVersion(state, version, latest);
    return { ...published, aliases: new Map(published.aliases).set(name, alias) };
  }, served);
}

function realized(
  { functionName, release }: FunctionEvent & { readonly release: Release },
  realize: Realize,
): Realized {
  return { release, definition: realize(functionName, release) };
}

function withVersion(state: FunctionState, version: string, published: Realized): FunctionState {
  return {
    ...state,
    versions: new Map(state.versions).set(version, published),
    lastVersion: Math.max(state.lastVersion, Number(version)),
  };
}

function withoutVersion(state: FunctionState, version: string): FunctionState {
  return {
    ...state,
    versions: without(state.versions, version),
    deletedVersions: new Set(state.deletedVersions).add(version),
  };
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
