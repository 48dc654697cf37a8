import { isAbsolute, join } from 'node:path';
import { platform } from 'node:process';

/** Where durcb keeps what must not be lost; undefined where nobody has a home. Made by whoever writes there. */
export function stateDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  system: string = platform,
): string | undefined {
  const { XDG_STATE_HOME, LOCALAPPDATA, HOME } = environment;
  // A relative one is to be ignored, says who invented the variable.
  if (XDG_STATE_HOME && isAbsolute(XDG_STATE_HOME)) return join(XDG_STATE_HOME, 'durcb');
  if (system === 'win32') return LOCALAPPDATA && join(LOCALAPPDATA, 'durcb');
  const usual = system === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'state'];
  return HOME ? join(HOME, ...usual, 'durcb') : undefined;
}
