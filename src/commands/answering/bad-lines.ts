import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';

/** A line of an answers file, counted from 1, and why it cannot be sent. */
export interface BadLine {
  readonly line: number;
  readonly error: Failure;
}

// As many as a person reads through.
const few = 10;

/** The failure of a file of which some lines cannot be sent, once it is told which, and why. */
export function badLines({ io }: Pick<Context, 'io'>, faults: readonly BadLine[], count: number): Failure {
  const told = faults.map(({ line, error }) => atLine(line, error.with({ message: bare(error.message) })));
  const [first] = told;
  if (faults.length > 1) for (const { message } of told.slice(0, few)) io.note(`durcb: ${message}`);
  const codes = new Set(told.map(({ exitCode }) => exitCode));
  return new Failure({
    code: 'bad-answers',
    message: `${first?.message}; ${faults.length} of ${count} lines cannot be sent, so nothing was sent`,
    hint: first?.hint,
    exitCode: codes.size === 1 && first ? first.exitCode : exitCodes.refused,
  });
}

/** The same failure, saying at which line. */
export const atLine = (line: number, error: Failure): Failure =>
  error.with({ message: `line ${line}: ${error.message}` });

const bare = (message: string): string => message.replace(/; nothing was sent$/, '');
