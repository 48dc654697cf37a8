import type { Context, Result } from '../cli/command.ts';

/** What becomes of a list that is empty: no failure, since whoever pipes one in cannot know. */
export function nothingToDo({ io }: Context, why: string): Result {
  io.note(`durcb: nothing to do: ${why}`);
  return { kind: 'rows', columns: [], rows: [], id: () => '' };
}
