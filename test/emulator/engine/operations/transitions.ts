import { test } from 'node:test';
import { OperationAction } from '@aws-sdk/client-lambda';
import type { OperationStatus, OperationType, OperationUpdate } from '../../../../src/model/wire.ts';
import { checkpoint, invoke, update } from '../commands.ts';
import { at, given, type Past } from '../given.ts';

type Status = OperationStatus | 'NONE';

export interface TransitionTable {
  readonly type: OperationType;
  /** How operation `a` comes into each status it can be in. */
  readonly statuses: Partial<Record<Status, readonly Past[]>>;
  /** Actions that are not here are none of this type. */
  readonly actions: Partial<Record<OperationAction, LegalAction>>;
}

interface LegalAction {
  readonly options?: Partial<OperationUpdate>;
  readonly from: readonly Status[];
  readonly refusal: string;
}

/** Tries every action in every status. The newest time in `statuses` must be before second 100. */
export function specifyTransitions({ type, statuses, actions }: TransitionTable): void {
  for (const [status, past] of Object.entries(statuses)) {
    for (const action of Object.values(OperationAction)) {
      specifyTransition(type, action, { status, past, legal: actions[action] });
    }
  }
}

function specifyTransition(
  type: OperationType,
  action: OperationAction,
  { status, past, legal }: { status: string; past: readonly Past[]; legal: LegalAction | undefined },
): void {
  const asked = () =>
    given(at(0, invoke), ...past).when(checkpoint(update(type, action, 'a', legal?.options)), 100);
  if (legal?.from.some((from) => from === status)) {
    test(`${action} of a ${type} in ${status} is accepted`, () => {
      asked().accepted();
    });
    return;
  }
  const message = legal?.refusal ?? 'Invalid action for the given operation type.';
  test(`${action} of a ${type} in ${status} is refused`, () => {
    asked().refused('InvalidParameterValueException', message);
  });
}
