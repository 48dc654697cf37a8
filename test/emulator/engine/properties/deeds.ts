import fc from 'fast-check';
import type { Command, InvocationEnd } from '../../../../src/emulator/engine/command.ts';
import { nextDeadline } from '../../../../src/emulator/engine/decide.ts';
import type { DurableExecution } from '../../../../src/emulator/engine/durable-execution.ts';
import { values } from '../../../../src/emulator/engine/persistent-map.ts';
import { currentToken } from '../../../../src/emulator/engine/views.ts';
import type { Operation, OperationUpdate } from '../../../../src/model/wire.ts';
import { invoke, tick } from '../commands.ts';
import { likelyUpdates } from './likely-updates.ts';
import { wildUpdate } from './wild-update.ts';

/** Something that is done to an execution after a pause. What it is in full depends on the state it meets. */
export interface Deed {
  /** Milliseconds, or `deadline` for as long as it takes until the execution acts by itself, if that is not for long. */
  readonly pause: number | 'deadline';
  readonly command: (state: DurableExecution) => Command;
}

const pause: fc.Arbitrary<Deed['pause']> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.nat({ max: 3000 }) },
  { weight: 4, arbitrary: fc.constant('deadline' as const) },
);

const nat = fc.nat({ max: 1000 });

const update: fc.Arbitrary<(state: DurableExecution) => OperationUpdate> = fc.oneof(
  {
    weight: 12,
    arbitrary: nat.map((pick) => (state: DurableExecution) => picked(likelyUpdates(state), pick)),
  },
  { weight: 1, arbitrary: wildUpdate.map((wild) => () => wild) },
);

const token: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 15, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom('', 'bm9uZQ==', btoa('e1/1/0'), btoa('other/1/0')) },
);
const clientToken = fc.option(fc.constantFrom('x', 'y'), { nil: undefined });

const checkpoint: fc.Arbitrary<Deed['command']> = fc
  .record({ updates: fc.array(update, { maxLength: 4 }), token, clientToken, isKnown: fc.boolean() })
  .map(({ updates, token, clientToken, isKnown }) => (state: DurableExecution) => {
    const made = updates.map((one) => one(state));
    return {
      type: 'Checkpoint',
      token: token ?? currentToken(state) ?? '',
      clientToken,
      updates: made,
      targets: new Map(isKnown ? made.map(({ Id }) => [Id, found]) : []),
    };
  });

const found = {
  kind: 'found',
  target: { FunctionName: 'f', Qualifier: '1', Durable: true },
  executedVersion: '1',
} as const;

const end: fc.Arbitrary<InvocationEnd> = fc.oneof(
  { weight: 20, arbitrary: fc.constant({ kind: 'reply', text: '{"Status":"PENDING"}' } as const) },
  { weight: 3, arbitrary: fc.constant({ kind: 'error', error: { ErrorType: 'E' } } as const) },
  { weight: 2, arbitrary: fc.constant({ kind: 'lost' } as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { kind: 'reply', text: '{"Status":"SUCCEEDED","Result":"1"}' } as const,
      { kind: 'reply', text: '{"Status":"FAILED"}' } as const,
      { kind: 'reply', text: '{' } as const,
      { kind: 'error', error: {}, isPermanent: true } as const,
    ),
  },
);

const endInvocation: fc.Arbitrary<Deed['command']> = fc
  .tuple(end, fc.constantFrom('', '', '', 'another'))
  .map(([end, other]) => ({ invocation }) => {
    const requestId = other || (invocation?.requestId ?? 'none');
    return { type: 'EndInvocation', requestId, end };
  });

const fromOutside: fc.Arbitrary<Deed['command']> = fc.tuple(fc.nat({ max: 4 }), nat).map(([kind, pick]) => {
  return (state) => {
    const operationId = picked(likelyTargets(state), pick).Id;
    const commands: readonly Command[] = [
      { type: 'CompleteCallback', operationId, outcome: { kind: 'success', result: '1' } },
      { type: 'CompleteCallback', operationId, outcome: { kind: 'failure', error: {} } },
      { type: 'Heartbeat', operationId },
      { type: 'EndChainedInvoke', operationId, outcome: { status: 'SUCCEEDED', result: '1' } },
      { type: 'EndChainedInvoke', operationId, outcome: { status: 'STOPPED', error: {} } },
    ];
    return picked(commands, kind);
  };
});

/** Open ones, and for once any. */
function likelyTargets({ operations }: DurableExecution): readonly Operation[] {
  const all = [...values(operations)].map(({ operation }) => operation);
  const open = all.filter(({ Type, Status }) => /CALLBACK|CHAINED/.test(Type) && Status === 'STARTED');
  return [...open, ...open, ...open, ...all];
}

/** What a function and its host would do now. */
const goOn: fc.Arbitrary<Deed['command']> = checkpoint.map(
  (ask) => (state) => (state.invocation ? ask(state) : invoke(state)),
);

const command: fc.Arbitrary<Deed['command']> = fc.oneof(
  { weight: 60, arbitrary: goOn },
  { weight: 3, arbitrary: checkpoint },
  { weight: 3, arbitrary: fc.constant(invoke) },
  { weight: 15, arbitrary: endInvocation },
  { weight: 20, arbitrary: fromOutside },
  { weight: 5, arbitrary: fc.constant(() => tick) },
  { weight: 1, arbitrary: fc.constant((): Command => ({ type: 'Stop', error: {} })) },
);

export const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(fc.record({ pause, command }), {
  maxLength: 80,
  size: 'max',
});

/** When the deed is done. */
export function timeOf({ pause }: Deed, state: DurableExecution, now: number): number {
  if (pause !== 'deadline') return now + pause;
  const deadline = nextDeadline(state) ?? now;
  return deadline > now + 60_000 ? now : Math.max(now, deadline);
}

function picked<Item>(items: readonly Item[], pick: number): Item {
  const item = items[pick % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
