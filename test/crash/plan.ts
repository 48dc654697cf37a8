import * as z from 'zod/mini';
import type { Random } from '../random.ts';

/** What an execution does, one after another; it is the execution's input, so that every invocation knows it. */
export const plan = z.array(
  z.discriminatedUnion('kind', [
    /** `split`: begun and ended in two checkpoints. */
    z.object({ kind: z.literal('step'), split: z.boolean() }),
    /** Seconds. */
    z.object({ kind: z.literal('callback'), heartbeatTimeout: z.optional(z.number()) }),
    z.object({ kind: z.literal('wait') }),
  ]),
);

export type Plan = z.output<typeof plan>;
export type Action = Plan[number];

export const randomPlan = (random: Random): Plan =>
  Array.from({ length: random.between(1, 6) }, () => randomAction(random));

function randomAction(random: Random): Action {
  if (random.chance(0.6)) return { kind: 'step', split: random.chance(0.5) };
  if (random.chance(0.1)) return { kind: 'wait' };
  return random.chance(0.2) ? { kind: 'callback', heartbeatTimeout: 2 } : { kind: 'callback' };
}
