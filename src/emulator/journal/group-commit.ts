interface Waiting<Entry> {
  readonly entry: Entry;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Collects what arrives in one turn of the event loop and commits it together. */
export class GroupCommit<Entry> {
  readonly #commit: (entries: readonly Entry[]) => void;
  #waiting: Waiting<Entry>[] = [];

  /** `commit` makes all entries durable, or throws and leaves none behind. */
  constructor(commit: (entries: readonly Entry[]) => void) {
    this.#commit = commit;
  }

  /** Resolves once the entry is committed; rejects with what `commit` threw. */
  add(entry: Entry): Promise<void> {
    if (this.#waiting.length === 0) setImmediate(() => this.flush());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
    });
  }

  /** Commits now what waits. */
  flush(): void {
    const group = this.#waiting;
    if (group.length === 0) return;
    this.#waiting = [];
    try {
      this.#commit(group.map(({ entry }) => entry));
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { resolve } of group) resolve();
  }
}
