import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Clock } from '../model/time.ts';
import type { Offer } from './offer.ts';

/** Answers of a short while ago, a file a question, read and written by one user alone. */
export interface OfferCache {
  read(question: unknown): Promise<CachedOffers | undefined>;
  /** What cannot be kept is not kept. */
  write(question: unknown, offers: readonly Offer[]): Promise<void>;
}

interface CachedOffers {
  readonly offers: readonly Offer[];
  /** Milliseconds. */
  readonly age: number;
}

const Stored = z.object({
  At: z.number(),
  Offers: z.array(z.object({ value: z.string(), about: z.string() })),
});

// Who is offline is helped by these, and not misled for long.
const oldest = 300_000;

export function offerCache(directory: string, clock: Clock): OfferCache {
  const pathOf = (question: unknown) =>
    join(directory, `${createHash('sha256').update(JSON.stringify(question)).digest('hex')}.json`);
  return {
    async read(question) {
      const text = await readFile(pathOf(question), 'utf8').catch(() => undefined);
      const stored = text === undefined ? undefined : parse(text);
      if (!stored) return undefined;
      const age = clock.now() - stored.At;
      return age >= 0 && age < oldest ? { offers: stored.Offers, age } : undefined;
    },
    async write(question, offers) {
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await forgetOld(directory, clock.now());
        const temporary = join(directory, `${randomUUID()}.new`);
        await writeFile(temporary, JSON.stringify({ At: clock.now(), Offers: offers }), { mode: 0o600 });
        await rename(temporary, pathOf(question));
      } catch {
        // A full disk, or a directory of somebody else: then it is asked again.
      }
    },
  };
}

function parse(text: string): z.output<typeof Stored> | undefined {
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function forgetOld(directory: string, now: number): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    // Another shell may do the same.
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs > oldest) await unlink(path).catch(() => {});
  }
}
