import { exitCodes, Failure } from './failure.ts';
import { interruptions } from './interruption.ts';
import type { Io } from './io.ts';

/** Questions to a person, asked on stderr. */
export interface Prompt {
  /** Rejects with a usage failure when nobody can be asked; `instead` is what to give then, as in `--yes`. */
  confirm(question: string, instead: string): Promise<boolean>;
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
  return {
    async confirm(message, instead) {
      if (!isPossible) throw nobodyToAsk(message, instead);
      beforeAsking?.();
      const { default: inquirer } = await import('inquirer');
      const streams = { input: io.stdin.stream, output: io.stderr.stream };
      const ask = inquirer.createPromptModule({ ...streams, signal });
      const question = { type: 'confirm', name: 'answer', message, default: false } as const;
      return (await ask<{ answer: boolean }>(question).catch(rethrow(signal))).answer;
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
