import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanDirectory } from './clean-directory.ts';
import { confirmKept, type Kept, readKept, writeKept } from './kept-file.ts';

export interface StoreSettings {
  /** Made when something is first kept there. */
  readonly directory: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told once, when nothing more can be kept. */
  readonly onTrouble: (message: string) => void;
}

const day = 86_400_000;
const megabyte = 1_000_000;
const bounds = { age: 30 * day, bytes: 200 * megabyte };

/**
 * Texts by key, a file each, which may vanish at any time: who removes them does no harm.
 * Never rejects: what cannot be read is not there, and what cannot be written is not kept.
 */
export class Store {
  readonly #settings: StoreSettings;
  #isWritable = true;
  /** Characters since the last cleaning. */
  #written = 0;
  #cleaning: Promise<void> | undefined;

  constructor(settings: StoreSettings) {
    this.#settings = settings;
  }

  read(key: string): Promise<Kept | undefined> {
    return readKept(this.#pathOf(key));
  }

  async write(key: string, kept: Kept): Promise<void> {
    await this.#cleanWhenDue();
    await this.#put(key, kept);
  }

  /** Says that a text was still true at a later time, or was of use. */
  async confirm(key: string, kept: Kept): Promise<void> {
    await confirmKept(this.#pathOf(key), kept).catch(() => {});
  }

  /** Whether anything was ever kept. */
  isThere(): Promise<boolean> {
    return access(this.#settings.directory).then(
      () => true,
      () => false,
    );
  }

  #pathOf(key: string): string {
    const hash = createHash('sha256').update(key).digest('hex');
    return join(this.#settings.directory, hash.slice(0, 2), hash.slice(2));
  }

  async #put(key: string, kept: Kept): Promise<void> {
    if (!this.#isWritable) return;
    try {
      await writeKept(this.#pathOf(key), kept);
      this.#written += kept.text.length;
    } catch (error) {
      this.#isWritable = false;
      const why = error instanceof Error ? error.message : String(error);
      this.#settings.onTrouble(`nothing is kept in ${this.#settings.directory}: ${why}`);
    }
  }

  // Once a day, and in between by who writes a lot.
  #cleanWhenDue(): Promise<void> {
    if (this.#written > bounds.bytes / 10) {
      this.#written = 0;
      this.#cleaning = this.#clean();
    }
    this.#cleaning ??= this.#cleanDaily();
    return this.#cleaning;
  }

  async #cleanDaily(): Promise<void> {
    const cleaned = await this.read('cleaned');
    if (!cleaned || this.#settings.now() - cleaned.at > day) await this.#clean();
  }

  async #clean(): Promise<void> {
    const { directory, now } = this.#settings;
    // First, so that others who start now need not do it, too.
    await this.#put('cleaned', { text: '', at: now() });
    await cleanDirectory(directory, now(), bounds).catch(() => {});
  }
}
