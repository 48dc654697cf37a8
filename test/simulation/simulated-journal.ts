import type { Journal, JournalEntry } from '../../src/emulator/journal/journal.ts';
import type { Clock } from '../../src/model/time.ts';
import type { Random } from '../random.ts';

export interface StoreFaults {
  /** That an append fails and stores nothing. */
  readonly failure: number;
  /** Milliseconds that one may take. */
  readonly slowest: number;
}

/** What one life of a process sees of a disk that outlives it. */
export class SimulatedJournal implements Journal {
  readonly #disk: Journal;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #faults: StoreFaults;
  readonly #stored: (executionId: string) => void;
  readonly #failed: () => void;
  readonly #writing = new Set<JournalEntry>();
  #isOver = false;

  constructor(
    disk: Journal,
    parts: {
      readonly clock: Clock;
      readonly random: Random;
      readonly faults: StoreFaults;
      /** Called when something of the execution has been stored. */
      readonly stored: (executionId: string) => void;
      /** Called when an append fails. */
      readonly failed: () => void;
    },
  ) {
    this.#disk = disk;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#faults = parts.faults;
    this.#stored = parts.stored;
    this.#failed = parts.failed;
  }

  append(entry: JournalEntry): Promise<void> {
    this.#writing.add(entry);
    return new Promise((resolve, reject) => {
      this.#clock.after(this.#random.between(0, this.#faults.slowest), async () => {
        this.#writing.delete(entry);
        if (this.#isOver) return;
        if (this.#random.chance(this.#faults.failure)) {
          this.#failed();
          return reject(new Error('the disk is full'));
        }
        await this.#write(entry);
        if (!this.#isOver) resolve();
      });
    });
  }

  /** The process has died: what it was writing is there or not, and nobody hears. */
  async die(): Promise<void> {
    this.#isOver = true;
    for (const entry of this.#writing) if (this.#random.chance(0.5)) await this.#write(entry);
  }

  async #write(entry: JournalEntry): Promise<void> {
    await this.#disk.append(entry);
    this.#stored(entry.row.executionId);
  }

  readonly appendFunctionEvents: Journal['appendFunctionEvents'] = (...given) =>
    this.#disk.appendFunctionEvents(...given);
  readonly functionEvents: Journal['functionEvents'] = () => this.#disk.functionEvents();
  readonly events: Journal['events'] = (...given) => this.#disk.events(...given);
  readonly history: Journal['history'] = (...given) => this.#disk.history(...given);
  readonly find: Journal['find'] = (...given) => this.#disk.find(...given);
  readonly findByName: Journal['findByName'] = (...given) => this.#disk.findByName(...given);
  readonly list: Journal['list'] = (...given) => this.#disk.list(...given);
  readonly pending: Journal['pending'] = (...given) => this.#disk.pending(...given);
  readonly earliestDeadline: Journal['earliestDeadline'] = () => this.#disk.earliestDeadline();
  readonly due: Journal['due'] = (...given) => this.#disk.due(...given);
  readonly awake: Journal['awake'] = () => this.#disk.awake();
  readonly reindex: Journal['reindex'] = (...given) => this.#disk.reindex(...given);
  readonly close: Journal['close'] = () => this.#disk.close();
}
