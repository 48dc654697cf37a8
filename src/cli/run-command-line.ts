import { decideColor } from './color.ts';
import type { Command } from './command.ts';
import { type Config, loadConfig } from './config.ts';
import { type ErrorStyle, errorText } from './error-text.ts';
import { type ExitCode, exitCodeFor, exitCodes, Failure } from './failure.ts';
import { checkGlobals } from './global-options.ts';
import { type HeldNotes, holdNotes } from './held-notes.ts';
import { interruptionOf, interruptions } from './interruption.ts';
import { parseCommandLine } from './program.ts';
import { runCommand, type Surroundings } from './run-command.ts';
import { samePlace } from './same-place.ts';

/** Does what the arguments ask for. Every error ends here, as a line on stderr and an exit code. */
export async function runCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { io, environment, version, workingDirectory, signal } = surroundings;
  const { isTerminal, width } = io.stdout;
  const { globals, request } = parseCommandLine(argv, {
    commands,
    version,
    width,
    color: (typed) => decideColor(isChoice(typed) ? typed : 'auto', environment, isTerminal),
  });
  let errorStyle = guessErrorStyle(globals, surroundings);
  let notes: HeldNotes | undefined;
  try {
    if (request.kind === 'refused') throw request.failure;
    if (request.kind === 'text') {
      await io.stdout.write(request.text);
      return exitCodes.done;
    }
    const config = loadConfig({ flags: checkGlobals(globals), environment, workingDirectory, isTerminal });
    errorStyle = errorStyleOf(config, surroundings);
    const durcb = (words: readonly string[]) => runCommandLine(words, commands, surroundings);
    if (config.output === 'json' && !io.stderr.isTerminal) notes = holdNotes(io, signal);
    return await runCommand(request.command, request.typed, config, { ...surroundings, durcb }, notes);
  } catch (error) {
    const reason = reasonOf(error, signal);
    const told = request.kind === 'run' ? hintingAt(reason, globals) : reason;
    if (reason !== interruptions.closedPipe)
      await io.stderr.write(errorText(told, errorStyle, notes?.unsaid));
    return exitCodeFor(reason);
  }
}

// Before the configuration is known, what was typed has to do.
function guessErrorStyle(
  globals: Readonly<Record<string, unknown>>,
  { io, environment }: Surroundings,
): ErrorStyle {
  return {
    isJson: isJson(globals.output ?? environment.DURCB_OUTPUT),
    verbose: globals.verbose === true,
    color: decideColor(isChoice(globals.color) ? globals.color : 'auto', environment, io.stderr.isTerminal),
  };
}

function errorStyleOf({ output, verbose, color }: Config, { io, environment }: Surroundings): ErrorStyle {
  return { isJson: isJson(output), verbose, color: decideColor(color, environment, io.stderr.isTerminal) };
}

const isJson = (output: unknown): boolean => output === 'json' || output === 'jsonl';

const isChoice = (typed: unknown): typed is 'always' | 'never' => typed === 'always' || typed === 'never';

// What a hint says to type is typed at the same place.
function hintingAt(error: unknown, typed: Readonly<Record<string, unknown>>): unknown {
  const isHint = error instanceof Failure && error.hint !== undefined;
  return isHint ? error.with({ hint: samePlace(error.hint ?? '', typed), cause: error.cause }) : error;
}

// What breaks off when the signal aborts says so in words of its own; what matters is who aborted.
function reasonOf(error: unknown, signal: AbortSignal): unknown {
  const isAbort = error instanceof Error && error.name === 'AbortError';
  return (isAbort && interruptionOf(signal)) || error;
}
