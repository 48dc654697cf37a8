import * as z from 'zod/mini';
import type { Store } from './store.ts';

export interface Recalling {
  readonly store: Store;
  /** Who asks whom: what one is told is not for another. */
  readonly scope: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether what was true then, in epoch milliseconds, will do. */
  readonly isRecent: (at: number) => boolean;
  /** Told of what is taken again, when it was true. */
  readonly onTaken: (at: number) => void;
}

/** What all lists have in common. */
interface Question {
  readonly Marker?: string | undefined;
  readonly StartedAfter?: Date | undefined;
  readonly StartedBefore?: Date | undefined;
}

interface Page {
  readonly NextMarker?: string | undefined;
}

type Call<Input, Output> = (input: Input, signal?: AbortSignal) => Promise<Output>;

/** Lists as they were read a while ago, and as they are now where they were not: page after page. */
export function recalledList<Input extends Question, Answer extends Page>(
  name: string,
  schema: z.ZodMiniType<Answer>,
  call: Call<Input, Answer>,
  { store, scope, now, isRecent, onTaken }: Recalling,
): Call<Input, Answer> {
  const stored = z.object({ after: z.optional(z.number()), before: z.optional(z.number()), answer: schema });

  // Bounds such as "7d ago" move on from run to run, and must not make another question of it.
  const keyOf = ({ StartedAfter: _, StartedBefore: __, ...input }: Input) =>
    `${name} ${scope} ${JSON.stringify(input)}`;

  async function recall(input: Input): Promise<{ answer: Answer; at: number } | undefined> {
    const kept = await store.read(keyOf(input));
    if (!kept || !isRecent(kept.at)) return undefined;
    const found = z.safeDecode(stored, JSON.parse(kept.text));
    if (!found.success || !isWithin(input, found.data, now() - kept.at)) return undefined;
    return { answer: found.data.answer, at: kept.at };
  }

  // Of a list whose rest is not there a newer one is read: its parts would not fit together.
  async function isThereToItsEnd(input: Input, { NextMarker: Marker }: Answer): Promise<boolean> {
    if (!Marker) return true;
    const next = { ...input, Marker };
    const recalled = await recall(next);
    return recalled !== undefined && isThereToItsEnd(next, recalled.answer);
  }

  return async (input, signal) => {
    const recalled = await recall(input);
    if (recalled && (await isThereToItsEnd(input, recalled.answer))) {
      onTaken(recalled.at);
      return recalled.answer;
    }
    const at = now();
    const answer = await call(input, signal);
    const asked = { after: input.StartedAfter?.getTime(), before: input.StartedBefore?.getTime() };
    const encoded = z.safeEncode(stored, { ...asked, answer });
    if (encoded.success) await store.write(keyOf(input), { text: JSON.stringify(encoded.data), at });
    return answer;
  };
}

interface Bounds {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}

/** Whether a question is answered by the answer of that age to a question with other bounds. */
function isWithin(
  { StartedAfter, StartedBefore }: Question,
  { after, before }: Bounds,
  age: number,
): boolean {
  if ((StartedAfter?.getTime() ?? 0) < (after ?? 0)) return false;
  if (before === undefined || !StartedBefore) return before === StartedBefore?.getTime();
  const later = StartedBefore.getTime() - before;
  return later >= 0 && later <= age;
}
