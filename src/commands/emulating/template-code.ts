import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where code that stands in templates is written, and archives are unpacked. */
export interface TemplateCode {
  readonly directory: string;
  /** Removes what does not outlive the emulator. */
  clear(): void;
}

/** In the directory of the state, whose emulator clears it, else in one of its own; it is made when there is such code. */
export function templateCode(ofState: string | undefined, workingDirectory: string): TemplateCode {
  if (ofState !== undefined) return { directory: ofState, clear() {} };
  // Within the project, since the code may import what is installed there.
  const directory = resolve(workingDirectory, '.durcb', `code-${randomUUID()}`);
  return { directory, clear: () => rmSync(directory, { recursive: true, force: true }) };
}
