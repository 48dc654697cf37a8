import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { interruptions } from '../../src/cli/interruption.ts';
import { type MemoryIo, memoryIo } from '../../src/cli/io.ts';
import { waitFor } from '../wait-for.ts';
import type { Emulated, Said, Trial } from './emulated.ts';

/** A watch that goes on in this process. */
export interface Watching {
  readonly io: MemoryIo;
  /** `opened order-1 approve`, in the order they were told; waits until there are so many. */
  told(count: number): Promise<readonly string[]>;
  /** Interrupts it. */
  stop(): Promise<Said>;
  readonly said: Promise<Said>;
}

interface Told {
  readonly DurableExecutionName: string;
  readonly Derived: { readonly Event: string; readonly Name: string; readonly Detail?: string };
}

/** Starts `pending --watch`; ended with the test at the latest. */
export function watching(
  t: TestContext,
  there: Emulated,
  words: readonly string[] = [],
  trial: Trial = {},
): Watching {
  const io = memoryIo(trial);
  const ending = new AbortController();
  const said = there.durcb(['pending', '--watch', '-o', 'jsonl', ...words], {
    ...trial,
    io,
    signal: ending.signal,
  });
  const stop = () => {
    ending.abort(interruptions.SIGINT);
    return said;
  };
  t.after(stop);
  return {
    io,
    async told(count) {
      const lines = await waitFor(`${count} events`, () => {
        const whole = io.out.text.split('\n').slice(0, -1);
        return whole.length >= count ? whole : undefined;
      });
      const sentences = lines.map((line) => sentenceOf(JSON.parse(line)));
      assert.equal(sentences.length, count, sentences.join('\n'));
      return sentences;
    },
    stop,
    said,
  };
}

const sentenceOf = ({ DurableExecutionName, Derived: { Event, Name, Detail } }: Told): string =>
  [Event, DurableExecutionName, Name, ...(Detail ? [`(${Detail})`] : [])].join(' ');
