import type { Context } from '../../cli/command.ts';
import { readStdin } from '../../cli/read-stdin.ts';

/** The lines of stdin that are not blank, which may also end with NUL; refuses to wait for a person to type them. */
export async function stdinLines({ io, signal }: Context): Promise<readonly string[]> {
  return linesOf(await readStdin(io, signal));
}

/** The lines of a text that are not blank; they may also end with NUL. */
export const linesOf = (bytes: Uint8Array): readonly string[] =>
  new TextDecoder()
    .decode(bytes)
    .split(/\0|\r?\n/)
    .filter((line) => line.trim() !== '');
