import { stat } from 'node:fs/promises';
import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { filePath, readPayload } from '../../cli/payload.ts';
import { usageFailure } from '../../cli/usage.ts';

/** Reads the file that a command writes from now on; the reading rejects when it has not, or the service would not take it. */
export async function resultFile(
  context: Pick<Context, 'io' | 'signal' | 'workingDirectory'>,
  source: string,
): Promise<() => Promise<Uint8Array>> {
  if (source === '-') throw notAFile;
  const path = filePath(source, context);
  const before = await stateOf(path);
  return async () => {
    // A result of yesterday must not pass for today's.
    if (before !== undefined && (await stateOf(path)) === before) throw stale(path);
    return (await readPayload(source, { option: '--result' }, context)).bytes;
  };
}

async function stateOf(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return [ino, size, mtimeNs].join(' ');
  } catch {
    return undefined;
  }
}

const notAFile = usageFailure(
  '--result: expected the file that the command writes, got -',
  'leave it out: what the command prints on stdout is the result',
);

const stale = (path: string): Failure =>
  new Failure({
    code: 'result-not-written',
    message: `the command did not write ${path}`,
    hint: 'without --result, what it prints on stdout is the result',
    exitCode: exitCodes.refused,
  });
