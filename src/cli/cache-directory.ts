import { isAbsolute, join } from 'node:path';
import { platform } from 'node:process';

/** Where durcb keeps what it can ask for again; undefined where nobody has a home. Made by whoever writes there. */
export function cacheDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  system: string = platform,
): string | undefined {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = environment;
  // A relative one is to be ignored, says who invented the variable.
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'durcb');
  if (LOCALAPPDATA) return join(LOCALAPPDATA, 'durcb', 'cache');
  const usual = system === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  return HOME ? join(HOME, ...usual, 'durcb') : undefined;
}
