/** Puts items in as they come, until it has no more or the signal aborts. */
export interface Feeder<Item> {
  /** What is put waits while nobody takes: who does not read must not fill the memory. */
  run(put: (items: readonly Item[]) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Of a feeder that nobody waits for: what there still is once the others have ended. */
  lastLook?(): Promise<readonly Item[]>;
}

// Items that may lie there while nobody takes them.
const many = 5_000;

/** What many put in and one takes out: all there is at a time, as soon as there is something. */
export class LiveFeed<Item> {
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  readonly #guests = new Set<Feeder<Item>>();
  #items: Item[] = [];
  #hosts = 0;
  #failure: { readonly error: unknown } | undefined;
  #change = Promise.withResolvers<void>();
  #taken = Promise.withResolvers<void>();

  constructor(signal: AbortSignal) {
    this.#signal = AbortSignal.any([signal, this.#end.signal]);
  }

  /** The feed ends when all of these have ended. */
  async addHost(feeder: Feeder<Item>): Promise<void> {
    this.#hosts++;
    await this.#run(feeder);
    this.#hosts--;
    this.#change.resolve();
  }

  /** This one goes on as long as the hosts do. */
  async addGuest(feeder: Feeder<Item>): Promise<void> {
    this.#guests.add(feeder);
    // Found in a last look at another one, all that is left of it is its own.
    if (this.#end.signal.aborted) return;
    await this.#run(feeder);
    if (!this.#end.signal.aborted) this.#guests.delete(feeder);
  }

  /** Rejects with what broke a feeder off, once everything before has been taken. */
  async *batches(): AsyncGenerator<readonly Item[]> {
    try {
      while (this.#hosts > 0 || this.#items.length > 0) {
        if (this.#items.length > 0) yield this.#take();
        else await this.#nextChange();
      }
      this.#end.abort();
      yield* this.#lastLooks();
    } finally {
      this.#end.abort();
      this.#taken.resolve();
    }
  }

  async *#lastLooks(): AsyncGenerator<readonly Item[]> {
    while (this.#guests.size > 0) {
      const guests = [...this.#guests];
      this.#guests.clear();
      const looks = await Promise.all(guests.map((guest) => guest.lastLook?.()));
      // A call that was answered at the very end has put something in, too.
      yield [...this.#take(), ...looks.flatMap((items) => items ?? [])];
    }
  }

  async #run(feeder: Feeder<Item>): Promise<void> {
    try {
      await feeder.run((items) => this.#put(items), this.#signal);
    } catch (error) {
      if (this.#end.signal.aborted) return;
      this.#failure ??= { error };
      this.#change.resolve();
    }
  }

  async #put(items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    for (const item of items) this.#items.push(item);
    this.#change.resolve();
    while (this.#items.length > many && !this.#end.signal.aborted) await this.#taken.promise;
  }

  #take(): readonly Item[] {
    const items = this.#items.splice(0);
    this.#taken.resolve();
    this.#taken = Promise.withResolvers();
    return items;
  }

  async #nextChange(): Promise<void> {
    if (!this.#failure) await this.#change.promise;
    this.#change = Promise.withResolvers();
    if (this.#failure && this.#items.length === 0) throw this.#failure.error;
  }
}
