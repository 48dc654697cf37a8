import { isDeepStrictEqual } from 'node:util';
import type { FunctionEvent, Release } from '../../functions/function-event.ts';
import type { FunctionState } from '../../functions/function-state.ts';

export interface Published {
  readonly version: string;
  /** None when the newest version is the same already. */
  readonly events: readonly FunctionEvent[];
}

/** A version with this release; code and configuration that did not change since the newest one make no other. */
export function published(state: FunctionState, latest: Release, description?: string): Published {
  const newest = [...state.versions].at(-1);
  if (newest && isSame(newest[1].release, latest)) return { version: newest[0], events: [] };
  const version = String(state.lastVersion + 1);
  const settings = { ...latest.settings, description: description ?? latest.settings.description };
  const release = { ...latest, settings };
  return { version, events: [{ type: 'VersionPublished', functionName: state.name, version, release }] };
}

function isSame(one: Release, other: Release): boolean {
  return isDeepStrictEqual(substance(one), substance(other));
}

// As it is stored, so that a member that is undefined is as good as none.
function substance({ settings, code, codeSha256, shown }: Release): unknown {
  const { description: _, ...rest } = settings;
  return JSON.parse(JSON.stringify({ rest, code, codeSha256, shown }));
}
