import { oneLine } from './cell.ts';
import { exitCodeFor, Failure } from './failure.ts';
import { paint } from './tone.ts';

export interface ErrorStyle {
  /** One JSON object and not a line of text. */
  readonly isJson: boolean;
  /** With the stack of what nobody expected. */
  readonly verbose: boolean;
  readonly color: boolean;
}

/** What stderr says of the error that ended a run: one line. Notes that nobody has seen are a part of its JSON. */
export function errorText(error: unknown, style: ErrorStyle, unsaid: readonly string[] = []): string {
  const { code, message, hint, requestId } = error instanceof Failure ? error : unexpected(error);
  if (style.isJson) {
    const notes = unsaid.length > 0 ? unsaid : undefined;
    const exitCode = exitCodeFor(error);
    return `${JSON.stringify({ error: { code, message, hint, requestId, exitCode, notes } })}\n`;
  }
  const name = style.color ? paint('red', 'durcb:') : 'durcb:';
  // The service ends its sentences, and this one goes on.
  const told = hint ? `${message.replace(/\.$/, '')}; ${hint}` : message;
  // Functions and whoever typed an id have a say in it.
  const line = oneLine(told.replaceAll(/\s*\n\s*/g, ' '));
  return `${name} ${line}\n${style.verbose ? stackOf(error) : ''}`;
}

const unexpected = (error: unknown): Failure =>
  new Failure({
    code: 'unexpected',
    message: `unexpected error: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'run it again with --verbose to see where',
  });

function stackOf(error: unknown): string {
  const cause = error instanceof Failure ? error.cause : error;
  return cause instanceof Error ? `${cause.stack}\n` : '';
}
