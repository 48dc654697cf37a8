import { isDeepStrictEqual } from 'node:util';
import { fold } from '../../src/emulator/engine/evolve.ts';
import { indexOfEvents } from '../../src/emulator/host/index-entry.ts';
import type { Journal, NumberedEvent } from '../../src/emulator/journal/journal.ts';
import type { OperationUpdate } from '../../src/model/wire.ts';
import type { Findings } from './findings.ts';
import { twice, untimely } from './impossible-histories.ts';
import type { Life } from './life.ts';

interface Checkpointed {
  readonly token: string;
  readonly clientToken?: string | undefined;
  readonly updates: readonly OperationUpdate[];
}

/** What was acknowledged, and must be in the history once. */
interface Acknowledged {
  readonly executionId: string;
  readonly operationId: string;
  readonly payload: string;
}

/** What must hold after every step, whatever happens. */
export class Invariants {
  readonly #disk: Journal;
  readonly #findings: Findings;
  readonly #touched = new Set<string>();
  readonly #tokens = new Map<string, Checkpointed>();
  readonly #acknowledged: Acknowledged[] = [];
  /** Ids of executions whose start was acknowledged. */
  readonly started = new Set<string>();

  constructor(disk: Journal, findings: Findings) {
    this.#disk = disk;
    this.#findings = findings;
  }

  touch(executionId: string): void {
    this.#touched.add(executionId);
  }

  /** A token is good for one checkpoint; only the very same request may come again. */
  checkpointed(arn: string, request: Checkpointed): void {
    const before = this.#tokens.get(request.token);
    this.#tokens.set(request.token, request);
    if (!before) return;
    const isRepeated = before.clientToken !== undefined && before.clientToken === request.clientToken;
    if (!isRepeated) this.#findings.add(`${arn}: a token was taken twice`);
  }

  acknowledge(acknowledged: Acknowledged): void {
    this.#acknowledged.push(acknowledged);
  }

  /** Of the executions that changed since it was last asked. */
  check(life: Life | undefined): void {
    for (const executionId of this.#touched) this.#checkOne(executionId, life);
    this.#touched.clear();
  }

  /** Once all is over; nothing may have come later than so many milliseconds after its time. */
  checkEnd(allowance: number): void {
    for (const executionId of this.started)
      for (const found of untimely(this.#disk.events(executionId), allowance))
        this.#findings.add(`${executionId}: ${found}`);
    for (const executionId of this.started) {
      const row = this.#disk.find(executionId);
      if (!row) this.#findings.add(`${executionId} was acknowledged and is lost`);
      else if (row.status === 'RUNNING')
        this.#findings.add(`${executionId} does not end: ${this.#told(executionId)}`);
    }
    for (const { executionId, operationId, payload } of this.#acknowledged) {
      const found = this.#disk.events(executionId).filter((event) => JSON.stringify(event).includes(payload));
      if (found.length !== 1)
        this.#findings.add(`${executionId}: what ${operationId} was answered is there ${found.length} times`);
    }
    const names = this.#disk.list({ limit: Number.MAX_SAFE_INTEGER }).map(({ name }) => name);
    if (new Set(names).size < names.length) this.#findings.add('two executions have one name');
    if (this.#disk.pending({ limit: 1 }).length > 0)
      this.#findings.add('a callback is open although all has ended');
    if (this.#disk.awake().length > 0) this.#findings.add('an execution is awake although all has ended');
  }

  #checkOne(executionId: string, life: Life | undefined): void {
    const events = this.#disk.events(executionId);
    const state = fold(events);
    const known = life?.executions.known(executionId);
    if (known && known.eventId === state?.eventId && !isDeepStrictEqual(known, state))
      this.#findings.add(`${executionId}: its state is not what its events say`);
    const { row } = indexOfEvents(numbered(events));
    if (!isDeepStrictEqual(this.#disk.find(executionId), row))
      this.#findings.add(`${executionId}: the index is not what its events say`);
    for (const found of twice(events)) this.#findings.add(`${executionId}: ${found}`);
  }

  #told(executionId: string): string {
    return this.#disk
      .events(executionId)
      .map(({ EventType }) => EventType)
      .join(' ');
  }
}

function numbered(events: ReturnType<Journal['events']>): readonly NumberedEvent[] {
  let eventId = 0;
  return events.map((event) => {
    if (!event.EventType.startsWith('_')) eventId++;
    return { eventId, event };
  });
}
