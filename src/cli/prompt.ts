import { exitCodes, Failure } from './failure.ts';
import { interruptions } from './interruption.ts';
import type { Io } from './io.ts';

/** Questions to a person, asked on stderr. Both reject with a usage failure when nobody can be asked. */
export interface Prompt {
  /** Somebody is there to answer, and --no-input was not given. */
  readonly isPossible: boolean;
  /** `instead` is what to give when nobody can be asked, as in `--yes`. */
  confirm(question: string, instead: string): Promise<boolean>;
  choose<Value>(question: string, choices: readonly Choice<Value>[], instead: string): Promise<Value>;
}

export interface Choice<Value> {
  readonly name: string;
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
  const asker = async (question: string, instead: string) => {
    if (!isPossible) throw nobodyToAsk(question, instead);
    beforeAsking?.();
    const { default: inquirer } = await import('inquirer');
    return inquirer.createPromptModule({ input: io.stdin.stream, output: io.stderr.stream, signal });
  };
  return {
    isPossible,
    async confirm(message, instead) {
      const ask = await asker(message, instead);
      const question = { type: 'confirm', name: 'answer', message, default: false } as const;
      return (await ask<{ answer: boolean }>(question).catch(rethrow(signal))).answer;
    },
    async choose(message, choices, instead) {
      const ask = await asker(message, instead);
      const numbered = choices.map(({ name }, value) => ({ name, value }));
      const question = { type: 'select', name: 'answer', message, choices: numbered } as const;
      const { answer } = await ask<{ answer: number }>(question).catch(rethrow(signal));
      const chosen = choices[answer];
      if (!chosen) throw new RangeError(`no choice ${answer}`);
      return chosen.value;
    },
  };
}

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
    throw error instanceof Error && error.name === 'ExitPromptError' ? interruptions.SIGINT : error;
  };
