import { isAbsolute, join } from 'node:path';

/** Where durcb keeps what it can ask for again; undefined where nobody has a home. Made by whoever writes there. */
export function cacheDirectory(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = environment;
  // A relative one is to be ignored, says who invented the variable.
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'durcb');
  if (LOCALAPPDATA) return join(LOCALAPPDATA, 'durcb', 'cache');
  return HOME ? join(HOME, '.cache', 'durcb') : undefined;
}
