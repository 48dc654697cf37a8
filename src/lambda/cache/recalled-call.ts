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

type Call<Input, Output> = (input: Input, signal?: AbortSignal) => Promise<Output>;

/** A call that answers as a while ago where that is known, and as now where it is not; a list page after page. */
export function recalledCall<Input extends object, Answer extends object>(
  name: string,
  schema: z.ZodMiniType<Answer>,
  call: Call<Input, Answer>,
  { store, scope, now, isRecent, onTaken }: Recalling,
): Call<Input, Answer> {
  const stored = z.object({ after: z.optional(z.number()), before: z.optional(z.number()), answer: schema });
  const keyOf = (input: Input) => `${name} ${scope} ${withoutBounds(input)}`;

  async function recall(input: Input): Promise<{ answer: Answer; at: number } | undefined> {
    const kept = await store.read(keyOf(input));
    if (!kept || !isRecent(kept.at)) return undefined;
    const found = z.safeDecode(stored, JSON.parse(kept.text));
    if (!found.success || !isWithin(boundsOf(input), found.data, now() - kept.at)) return undefined;
    return { answer: found.data.answer, at: kept.at };
  }

  // Of a list whose rest is not there a newer one is read: its parts would not fit together.
  async function isThereToItsEnd(input: Input, answer: Answer): Promise<boolean> {
    const Marker = 'NextMarker' in answer ? answer.NextMarker : undefined;
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
    const encoded = z.safeEncode(stored, { ...boundsOf(input), answer });
    if (encoded.success) await store.write(keyOf(input), { text: JSON.stringify(encoded.data), at });
    return answer;
  };
}

/** Of a list of executions: when they started, exclusive; epoch milliseconds. */
interface Bounds {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}

function boundsOf(input: object): Bounds {
  const time = (value: unknown) => (value instanceof Date ? value.getTime() : undefined);
  return {
    after: 'StartedAfter' in input ? time(input.StartedAfter) : undefined,
    before: 'StartedBefore' in input ? time(input.StartedBefore) : undefined,
  };
}

// Bounds such as "7d ago" move on from run to run, and must not make another question of it.
const withoutBounds = (input: object): string =>
  JSON.stringify(input, (name, value) => (/^Started(After|Before)$/.test(name) ? undefined : value));

/** Whether a question is answered by the answer of that age to a question with other bounds. */
function isWithin(asked: Bounds, known: Bounds, age: number): boolean {
  if ((asked.after ?? 0) < (known.after ?? 0)) return false;
  if (known.before === undefined || asked.before === undefined) return known.before === asked.before;
  const later = asked.before - known.before;
  return later >= 0 && later <= age;
}
