import * as z from 'zod/mini';
import type { OperationUpdate } from '../../src/model/wire.ts';
import type { Random } from '../random.ts';

/** What an execution does, one after another; it is its input. Times in seconds. */
export const program = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('step'), failures: z.number() }),
    z.object({ kind: z.literal('wait'), seconds: z.number() }),
    z.object({ kind: z.literal('callback'), timeout: z.number(), heartbeat: z.optional(z.number()) }),
    z.object({ kind: z.literal('invoke'), functionName: z.string(), input: z.string() }),
  ]),
);

export type Program = z.output<typeof program>;
export type Action = Program[number];

export function randomProgram(random: Random, depth = 0): Program {
  return Array.from({ length: random.between(1, 4) }, () => randomAction(random, depth));
}

function randomAction(random: Random, depth: number): Action {
  const kind = random.of(['step', 'step', 'wait', 'callback', 'callback', 'invoke'] as const);
  if (kind === 'wait') return { kind, seconds: random.between(1, 30) };
  if (kind === 'callback')
    return {
      kind,
      timeout: random.between(5, 60),
      ...(random.chance(0.4) && { heartbeat: random.between(2, 8) }),
    };
  if (kind === 'invoke' && depth === 0) return invoke(random);
  return { kind: 'step', failures: random.chance(0.2) ? random.between(1, 2) : 0 };
}

function invoke(random: Random): Action {
  if (random.chance(0.5)) return { kind: 'invoke', functionName: 'plain', input: '{}' };
  const input = JSON.stringify(randomProgram(random, 1));
  return { kind: 'invoke', functionName: 'durable:$LATEST', input };
}

export interface Seen {
  readonly Id: string;
  readonly Status?: string | undefined;
  readonly StepDetails?: { readonly Attempt?: number | undefined } | undefined;
}

/** What the program checkpoints next for an action, batch by batch; nothing when it can only wait. */
export function batchesFor(
  action: Action,
  id: string,
  seen: Seen | undefined,
  newPayload: () => string,
): readonly OperationUpdate[][] {
  if (action.kind === 'step') return stepBatches(action, id, seen, newPayload);
  if (seen) return [];
  const named = { Id: id, Name: id, Action: 'START' } as const;
  switch (action.kind) {
    case 'wait':
      return [[{ ...named, Type: 'WAIT', WaitOptions: { WaitSeconds: action.seconds } }]];
    case 'callback': {
      const { timeout: TimeoutSeconds, heartbeat: HeartbeatTimeoutSeconds } = action;
      return [[{ ...named, Type: 'CALLBACK', CallbackOptions: { TimeoutSeconds, HeartbeatTimeoutSeconds } }]];
    }
    case 'invoke': {
      const { functionName: FunctionName, input: Payload } = action;
      return [[{ ...named, Type: 'CHAINED_INVOKE', ChainedInvokeOptions: { FunctionName }, Payload }]];
    }
  }
}

function stepBatches(
  { failures }: Extract<Action, { kind: 'step' }>,
  id: string,
  seen: Seen | undefined,
  newPayload: () => string,
): readonly OperationUpdate[][] {
  if (seen?.Status === 'PENDING') return [];
  const step = { Id: id, Name: id, Type: 'STEP' } as const;
  const attempt = seen?.StepDetails?.Attempt ?? 1;
  const begin: OperationUpdate[] = seen?.Status === 'STARTED' ? [] : [{ ...step, Action: 'START' }];
  const end: OperationUpdate =
    attempt <= failures
      ? {
          ...step,
          Action: 'RETRY',
          Error: { ErrorType: 'Again' },
          StepOptions: { NextAttemptDelaySeconds: 3 },
        }
      : { ...step, Action: 'SUCCEED', Payload: newPayload() };
  return begin.length > 0 ? [begin, [end]] : [[end]];
}
