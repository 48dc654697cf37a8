/** Puts items in as they come, until it has no more or the signal aborts. */
export interface Feeder<Item> {
  run(put: (items: readonly Item[]) => void, signal: AbortSignal): Promise<void>;
  /** Of a feeder that nobody waits for: what there still is once the others have ended. */
  lastLook?(): Promise<readonly Item[]>;
}

/** What many put in and one takes out: all there is at a time, as soon as there is something. */
export class LiveFeed<Item> {
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  readonly #guests = new Set<Feeder<Item>>();
  #items: Item[] = [];
  #hosts = 0;
  #failure: { readonly error: unknown } | undefined;
  #change = Promise.withResolvers<void>();

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
    await this.#run(feeder);
    this.#guests.delete(feeder);
  }

  /** Rejects with what broke a feeder off, once everything before has been taken. */
  async *batches(): AsyncGenerator<readonly Item[]> {
    try {
      while (this.#hosts > 0 || this.#items.length > 0) {
        if (this.#items.length > 0) yield this.#items.splice(0);
        else await this.#nextChange();
      }
      const guests = [...this.#guests];
      this.#end.abort();
      const looks = await Promise.all(guests.map((guest) => guest.lastLook?.()));
      yield looks.flatMap((items) => items ?? []);
    } finally {
      this.#end.abort();
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

  #put(items: readonly Item[]): void {
    if (items.length === 0) return;
    for (const item of items) this.#items.push(item);
    this.#change.resolve();
  }

  async #nextChange(): Promise<void> {
    if (!this.#failure) await this.#change.promise;
    this.#change = Promise.withResolvers();
    if (this.#failure && this.#items.length === 0) throw this.#failure.error;
  }
}
