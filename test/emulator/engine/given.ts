import assert from 'node:assert/strict';
import type { Command } from '../../../src/emulator/engine/command.ts';
import { decide, nextDeadline } from '../../../src/emulator/engine/decide.ts';
import type { DurableExecution } from '../../../src/emulator/engine/durable-execution.ts';
import { evolve, fold } from '../../../src/emulator/engine/evolve.ts';
import { get } from '../../../src/emulator/engine/persistent-map.ts';
import { type ExceptionName, Rejection } from '../../../src/emulator/engine/rejection.ts';
import type { JournalEvent } from '../../../src/model/event.ts';
import { type Limits, limits } from '../../../src/model/limits.ts';
import { started } from './commands.ts';
import { second } from './second.ts';

/** Most commands need something of the state, such as the token that is good now. */
export type Asked = Command | ((state: DurableExecution) => Command);

/** Something asked so many seconds after the start of the execution. */
export interface Past {
  readonly seconds: number;
  readonly asked: Asked;
}

export function at(seconds: number, asked: Asked): Past {
  return { seconds, asked };
}

/**
 * A specification: given what happened, as events or as commands in time, when something is asked, these
 * events happen or it is refused. Without an ExecutionStarted of its own it begins with the usual one.
 */
export function given(...past: readonly (JournalEvent | Past)[]): Given {
  const [first, ...rest] = past;
  const isBegun = first && 'EventType' in first && first.EventType === 'ExecutionStarted';
  return isBegun
    ? rest.reduce(remember, new Given([], [first]))
    : past.reduce(remember, new Given([], [started()]));
}

function remember(given: Given, one: JournalEvent | Past): Given {
  if ('EventType' in one) return new Given(given.past, [one]);
  return given.when(one.asked, one.seconds).accepted();
}

export class Given {
  readonly past: readonly JournalEvent[];
  readonly state: DurableExecution;
  /** What the newest command made happen. */
  readonly newest: readonly JournalEvent[];

  constructor(before: readonly JournalEvent[], newest: readonly JournalEvent[]) {
    this.past = [...before, ...newest];
    this.newest = newest;
    const state = fold(this.past);
    assert.ok(state, 'an execution begins with ExecutionStarted');
    this.state = state;
  }

  when(asked: Asked, seconds: number, inForce: Limits = limits): When {
    return new When(this, typeof asked === 'function' ? asked(this.state) : asked, second(seconds), inForce);
  }

  /** The operation looks exactly so. */
  shows(id: string, expected: object): this {
    assert.deepEqual(plain(get(this.state.operations, id)?.operation), plain(expected));
    return this;
  }

  /** The state changes by itself so many seconds after the start, or never. */
  actsAt(seconds: number | undefined): this {
    assert.equal(nextDeadline(this.state), seconds === undefined ? undefined : second(seconds));
    return this;
  }
}

export class When {
  readonly #given: Given;
  readonly #command: Command;
  readonly #now: number;
  readonly #limits: Limits;

  constructor(given: Given, command: Command, now: number, inForce: Limits) {
    this.#given = given;
    this.#command = command;
    this.#now = now;
    this.#limits = inForce;
  }

  /** These events and no others. */
  happens(...expected: readonly JournalEvent[]): Given {
    const after = this.accepted();
    assert.deepEqual(plain(after.newest), plain(expected));
    return after;
  }

  /** Whatever events it makes. */
  accepted(): Given {
    const events = decide(this.#given.state, this.#command, this.#now, this.#limits);
    const after = new Given(this.#given.past, events);
    // What is read back from a file must mean the same as what was lived through.
    const replayed = fold(JSON.parse(JSON.stringify(after.past)));
    assert.deepEqual(plain(events.reduce(evolve, this.#given.state)), plain(replayed));
    return after;
  }

  refused(exception: ExceptionName, message: string): Given {
    assert.throws(
      () => decide(this.#given.state, this.#command, this.#now, this.#limits),
      (error) => {
        assert.ok(error instanceof Rejection, String(error));
        assert.deepEqual([error.exception, error.message], [exception, message]);
        return true;
      },
    );
    return this.#given;
  }
}

/** As JSON has it: a member that is undefined is none. */
export function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
