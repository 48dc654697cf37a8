import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { isClosedFailure } from '../../lambda/callback-error.ts';
import { alsoSaying } from '../also-saying.ts';
import { concernsOne } from './answer-all.ts';
import type { Answered } from './answer-one.ts';
import { kindsOf } from './answers-intent.ts';
import { atLine } from './bad-lines.ts';

/** Says what became of all; throws when not every callback has its answer, with what to type for the rest. */
export function endAnswers(
  { io, signal }: Pick<Context, 'io' | 'signal'>,
  total: number,
  done: readonly Answered[],
  howToGoOn: string,
): void {
  if (signal.reason instanceof Failure && signal.reason.exitCode === exitCodes.done)
    tellBrokenOff({ io }, total, done, howToGoOn);
  const summary = summaryOf(total, done);
  const hint = `to go on: ${howToGoOn}`;
  const failed = failedOf(done);
  if (signal.aborted && isLeft(total, done)) throw alsoSaying(signal.reason, `${summary}; ${hint}`);
  const stop = failed.find(({ error }) => !concernsOne(error))?.error;
  if (stop)
    throw stop.with({
      message: `${stop.message}; ${summary}`,
      hint: [stop.hint, hint].filter(Boolean).join('; '),
    });
  const [first] = failed;
  if (first) throw partly(summary, first, failed);
  io.note(`durcb: ${summary}`);
}

/** Says what would become of all; throws when not every callback could be answered. */
export function endDryRun({ io }: Pick<Context, 'io'>, total: number, done: readonly Answered[]): void {
  const summary = summaryOf(total, done, 'could be answered');
  const failed = failedOf(done);
  const [first] = failed;
  if (first) throw partly(summary, first, failed);
  io.note(`durcb: ${summary}`);
}

const failedOf = (done: readonly Answered[]): readonly FailedLine[] =>
  done
    .flatMap(({ answer, error }) => (error ? [{ line: answer.line, error }] : []))
    .sort((one, other) => one.line - other.line);

/** Says the same to who has closed the pipe, hears nothing else, and may well think that all is answered. */
export function tellBrokenOff(
  { io }: Pick<Context, 'io'>,
  total: number,
  done: readonly Answered[],
  howToGoOn: string,
): void {
  if (isLeft(total, done)) io.note(`durcb: ${summaryOf(total, done)}; to go on: ${howToGoOn}`);
}

const isLeft = (total: number, done: readonly Answered[]): boolean =>
  done.length < total ||
  done.some(({ outcome, error }) => outcome === 'failed' && error && !concernsOne(error));

interface FailedLine {
  readonly line: number;
  readonly error: Failure;
}

function partly(summary: string, { line, error }: FailedLine, failed: readonly FailedLine[]): Failure {
  const codes = new Set(failed.map((one) => one.error.exitCode));
  return new Failure({
    code: 'answers-failed',
    message: `${summary}; the first, ${atLine(line, error).message}`,
    hint: isClosedFailure(error) ? 'with --if-pending that is no failure' : undefined,
    exitCode: codes.size === 1 ? error.exitCode : exitCodes.error,
    cause: error,
  });
}

/** `7 of 10 answered (6 with success, 1 with failure), 2 failed, 1 not tried`. */
function summaryOf(total: number, done: readonly Answered[], what = 'answered'): string {
  const sent = done
    .filter(({ outcome }) => outcome === 'sent' || outcome === 'checked')
    .map(({ answer }) => answer);
  const count = (outcome: Answered['outcome']) => done.filter((one) => one.outcome === outcome).length;
  const parts: readonly (readonly [count: number, why: string])[] = [
    [count('skipped'), 'skipped, as the log has them'],
    [count('closed'), 'closed before'],
    [count('failed'), 'failed'],
    [total - done.length, 'not tried'],
  ];
  const others = parts.flatMap(([number, why]) => (number > 0 ? [`${number} ${why}`] : []));
  const kinds = sent.length > 0 ? ` (${kindsOf(sent)})` : '';
  return [`${sent.length} of ${total} ${what}${kinds}`, ...others].join(', ');
}
