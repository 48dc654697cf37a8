import type { Journal, JournalEntry } from '../../../src/emulator/journal/journal.ts';
import type { JournalEventType } from '../../../src/model/event.ts';

/** A journal over another one, whose appends fail when the test says so; then nothing is stored. */
export class FailingJournal implements Journal {
  readonly #journal: Journal;
  #fails: (entry: JournalEntry) => boolean = () => false;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The next append that stores such an event fails. */
  failNext(eventType: JournalEventType): void {
    this.#fails = ({ events }) => events.some(({ event }) => event.EventType === eventType);
  }

  async append(entry: JournalEntry): Promise<void> {
    if (!this.#fails(entry)) return this.#journal.append(entry);
    this.#fails = () => false;
    throw new Error('the disk is full');
  }

  readonly appendFunctionEvents: Journal['appendFunctionEvents'] = (...given) =>
    this.#journal.appendFunctionEvents(...given);
  readonly functionEvents: Journal['functionEvents'] = () => this.#journal.functionEvents();
  readonly events: Journal['events'] = (...given) => this.#journal.events(...given);
  readonly history: Journal['history'] = (...given) => this.#journal.history(...given);
  readonly find: Journal['find'] = (...given) => this.#journal.find(...given);
  readonly findByName: Journal['findByName'] = (...given) => this.#journal.findByName(...given);
  readonly list: Journal['list'] = (...given) => this.#journal.list(...given);
  readonly pending: Journal['pending'] = (...given) => this.#journal.pending(...given);
  readonly earliestDeadline: Journal['earliestDeadline'] = () => this.#journal.earliestDeadline();
  readonly due: Journal['due'] = (...given) => this.#journal.due(...given);
  readonly awake: Journal['awake'] = () => this.#journal.awake();
  readonly reindex: Journal['reindex'] = (...given) => this.#journal.reindex(...given);
  readonly close: Journal['close'] = () => this.#journal.close();
}
