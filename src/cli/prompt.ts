import { exitCodes, Failure } from './failure.ts';
import { interruptions } from './interruption.ts';
import type { Io } from './io.ts';
import { wrapWords } from './wrap-words.ts';

/** Questions to a person, asked on stderr. */
export interface Prompt {
  /** Whether there is somebody to ask; otherwise every question is refused. */
  readonly isPossible: boolean;
  /** Rejects with a usage failure when nobody can be asked; `instead` is what to give then, as in `--yes`. */
  confirm(question: string, instead: string): Promise<boolean>;
  /** One of several, which typing narrows down where they are many; the same otherwise. */
  choose<Value>(question: string, choices: readonly Choice<Value>[], instead: string): Promise<Value>;
  /** A line of text; asks again for as long as `refuse` says what is wrong with it. */
  line(
    question: string,
    instead: string,
    refuse?: (typed: string) => Promise<string | undefined>,
  ): Promise<string>;
}

export interface Choice<Value> {
  /** A line on the screen, which cuts it. */
  readonly name: string;
  /** What is left of it once it is chosen. */
  readonly short: string;
  readonly value: Value;
}

export interface PromptOptions {
  /** False with --no-input. */
  readonly input: boolean;
  readonly signal: AbortSignal;
  /** Called before a question appears, so that whatever else is on the screen can go away. */
  readonly beforeAsking?: () => void;
}

export function createPrompt(io: Io, { input, signal, beforeAsking }: PromptOptions): Prompt {
  const isPossible = input && io.stdin.isTerminal && io.stderr.isTerminal;
  async function prepare(message: string, instead: string) {
    if (!isPossible) throw nobodyToAsk(message, instead);
    beforeAsking?.();
    const { default: inquirer } = await import('inquirer');
    const { stream: input } = io.stdin;
    const options = { input, output: io.stderr.stream, signal: AbortSignal.any([signal, leaving(input)]) };
    return inquirer.createPromptModule(options);
  }
  return {
    isPossible,
    async confirm(message, instead) {
      const ask = await prepare(message, instead);
      // Terminals break words, and the question stands between a mark and (y/N).
      const lines = wrapWords(message, io.stderr.width - 8);
      const question = { type: 'confirm', name: 'answer', message: lines, default: false } as const;
      return (await ask<{ answer: boolean }>(question).catch(rethrow(signal))).answer;
    },
    async choose(message, choices, instead) {
      const ask = await prepare(message, instead);
      // Names are cut by the screen, so what is chosen is told by its place.
      const places = choices.map(({ name, short }, value) => ({ name, short, value }));
      const { answer } = await ask<{ answer: number }>(
        places.length > onOnePage
          ? {
              type: 'search',
              name: 'answer',
              message: `${message} (${places.length}, type to find one)`,
              source: (term) => linesOf(matching(places, term)),
            }
          : { type: 'select', name: 'answer', message, choices: linesOf(places) },
      ).catch(rethrow(signal));
      const [chosen] = choices.slice(answer);
      if (!chosen) throw new Error('nothing was chosen');
      return chosen.value;
    },
    async line(message, instead, refuse) {
      const ask = await prepare(message, instead);
      const validate = async (typed: string) => (await refuse?.(typed)) ?? true;
      const question = { type: 'input', name: 'answer', message, validate } as const;
      return (await ask<{ answer: string }>(question).catch(rethrow(signal))).answer;
    },
  };

  // The chooser's own marks stand before each.
  function linesOf(places: readonly Choice<number>[]): Choice<number>[] {
    return places.map((place) => ({ ...place, name: cut(place.name, io.stderr.width - 4) }));
  }
}

/**
 * Aborts once nobody reads the keyboard any more, as after Ctrl-D. Then inquirer would wait for ever, and a process
 * that has nothing else to do would end as if all was well.
 */
function leaving(input: Io['stdin']['stream']): AbortSignal {
  const left = new AbortController();
  // Who has been answered stops reading, too, and is told so first.
  input.once('pause', () => setImmediate(() => left.abort()));
  return left.signal;
}

const unanswered = new Failure({ code: 'no-answer', message: 'nobody has answered the question' });

// As many as are shown without being moved.
const onOnePage = 7;

// By all the words typed, wherever they stand.
function matching(places: readonly Choice<number>[], term = ''): readonly Choice<number>[] {
  const words = term.toLowerCase().split(/\s+/);
  return places.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
}

const cut = (line: string, width: number): string =>
  line.length > width ? `${line.slice(0, Math.max(0, width - 1))}…` : line;

const nobodyToAsk = (question: string, instead: string): Failure =>
  new Failure({
    code: 'no-terminal',
    message: `cannot ask "${question}" without a terminal`,
    hint: `give ${instead}`,
    exitCode: exitCodes.usage,
  });

// In raw mode the terminal sends no SIGINT for Ctrl-C; the prompt rejects instead.
const rethrow =
  (signal: AbortSignal) =>
  (error: unknown): never => {
    signal.throwIfAborted();
    if (error instanceof Error && error.name === 'ExitPromptError') throw interruptions.SIGINT;
    throw error instanceof Error && error.name === 'AbortPromptError' ? unanswered : error;
  };
