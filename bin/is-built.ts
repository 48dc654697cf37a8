import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Whether `dist` has been built from the sources as they are. */
export function isBuilt(root: string): boolean {
  // The build writes this one last.
  const built = statSync(join(root, 'dist', 'THIRD_PARTY_LICENSES'), { throwIfNoEntry: false });
  const sources = globSync(['src/**/*', 'package.json', 'bin/*.ts'], { cwd: root });
  return built !== undefined && sources.every((file) => statSync(join(root, file)).mtimeMs < built.mtimeMs);
}
