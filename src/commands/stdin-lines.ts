import type { Context } from '../cli/command.ts';
import { readStdin } from '../cli/read-stdin.ts';

/** The lines of stdin that are not blank; refuses to wait for a person to type them. */
export async function stdinLines({ io, signal }: Context): Promise<readonly string[]> {
  const text = new TextDecoder().decode(await readStdin(io, signal));
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}
