import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import * as z from 'zod/mini';
import { Failure } from '../../cli/failure.ts';

const count = z.int().check(z.gte(0));

const kept = z.strictObject({
  /** What was watched: with other words it is another tail. */
  Targets: z.array(z.string()),
  /** The start of the newest execution that was seen, by what is watched; ISO 8601. */
  Functions: z.record(z.string(), z.iso.datetime()),
  Executions: z.record(
    z.string(),
    z.strictObject({
      /** The number of the newest event that was printed. */
      EventId: count,
      HasEnded: z.optional(z.literal(true)),
      Depth: z.optional(count),
      StartTimestamp: z.optional(z.iso.datetime()),
    }),
  ),
});

export type KeptPositions = z.infer<typeof kept>;

/** Undefined when there is no such file; throws when it is none of ours. */
export function readPositions(path: string): KeptPositions | undefined {
  try {
    return kept.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new Failure({
      code: 'not-a-resume-file',
      message: `${path} does not say how far a tail has got`,
      hint: 'name a file that is not there, or that --resume has written',
      cause,
    });
  }
}

/** Writes the whole file, or leaves the one there was. */
export function writePositions(path: string, positions: KeptPositions): void {
  const other = `${path}.new`;
  try {
    const file = openSync(other, 'w', 0o600);
    writeSync(file, `${JSON.stringify(positions)}\n`);
    fsyncSync(file);
    closeSync(file);
    renameSync(other, path);
  } catch (cause) {
    rmSync(other, { force: true });
    throw new Failure({
      code: 'not-saved',
      message: `how far the tail has got cannot be written to ${path}`,
      hint: 'the next tail may print again what this one printed last',
      cause,
    });
  }
}
