import type { Io } from './io.ts';

/** Notes that are not said before it is known how a run ends. */
export interface HeldNotes {
  /** Those that nobody has seen yet. */
  readonly unsaid: readonly string[];
  add(text: string): void;
  /** Says them, and from now on every other at once. */
  release(): Promise<void>;
}

/**
 * What a program reads as JSON is one document: the notes are a part of the error, or come after the result.
 * Once the signal aborts they are said at once, since they may be about what a second interruption does.
 */
export function holdNotes({ stderr }: Io, signal: AbortSignal): HeldNotes {
  const unsaid: string[] = [];
  let isReleased = false;
  const say = (text: string) => stderr.write(`${text}\n`);
  const release = async () => {
    isReleased = true;
    for (const text of unsaid.splice(0)) await say(text);
  };
  signal.addEventListener('abort', () => release().catch(() => {}), { once: true });
  return {
    unsaid,
    release,
    add(text) {
      if (isReleased) say(text).catch(() => {});
      else unsaid.push(text);
    },
  };
}
