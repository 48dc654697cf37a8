import assert from 'node:assert/strict';
import type { Command } from '../../../../src/emulator/engine/command.ts';
import { decide } from '../../../../src/emulator/engine/decide.ts';
import type { DurableExecution } from '../../../../src/emulator/engine/durable-execution.ts';
import { begin, evolve } from '../../../../src/emulator/engine/evolve.ts';
import { Rejection } from '../../../../src/emulator/engine/rejection.ts';
import type { JournalEvent } from '../../../../src/model/event.ts';
import { started } from '../commands.ts';
import { type Deed, timeOf } from './deeds.ts';

/** One step of an execution's life. A refused command has made no events. */
export interface Moment {
  readonly before: DurableExecution;
  readonly command: Command;
  readonly now: number;
  readonly made: readonly JournalEvent[];
  readonly isRefused: boolean;
  readonly after: DurableExecution;
  /** All events up to here. */
  readonly events: readonly JournalEvent[];
}

/** Lives through the deeds. Everything is frozen on the way, so that nobody changes what has been. */
export function* live(deeds: readonly Deed[]): Generator<Moment> {
  const first = started({ executionTimeout: 120 });
  let events: readonly JournalEvent[] = [first];
  let state = freeze(begin(first));
  let now = first.EventTimestamp;
  for (const deed of deeds) {
    now = timeOf(deed, state, now);
    const before = state;
    const command = deed.command(before);
    const made = tryToDecide(before, command, now);
    state = freeze((made ?? []).reduce(evolve, before));
    events = [...events, ...(made ?? [])];
    yield { before, command, now, made: made ?? [], isRefused: !made, after: state, events };
  }
}

function tryToDecide(state: DurableExecution, command: Command, now: number): JournalEvent[] | undefined {
  try {
    return decide(state, command, now);
  } catch (error) {
    assert.ok(error instanceof Rejection, String(error));
    return undefined;
  }
}

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
  return value;
}
