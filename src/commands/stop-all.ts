import type { Context, Row } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import type { Lambda } from '../lambda/client.ts';
import { parseExecutionArn } from '../model/arn.ts';
import type { ErrorObject } from '../model/wire.ts';
import { alsoSaying } from './also-saying.ts';
import { concernsOne } from './answering/answer-all.ts';
import { stopOne } from './stop-one.ts';

/**
 * Stops executions one after the other and says of each what became of it. What one of them alone meets with does
 * not keep the others from being stopped; in the end it throws, saying how far it came.
 */
export async function* stopAll(
  context: Pick<Context, 'io' | 'signal'>,
  lambda: Lambda,
  arns: readonly string[],
  error: ErrorObject | undefined,
): AsyncGenerator<Row> {
  const done: string[] = [];
  const failed: (readonly [arn: string, failure: Failure])[] = [];
  for (const arn of arns) {
    try {
      yield await stopOne(context, lambda, arn, error);
      done.push(arn);
    } catch (cause) {
      if (arns.length === 1 || !(cause instanceof Failure)) throw cause;
      if (context.signal.aborted) throw alsoSaying(cause, `${progress(done, arns)}; ${goOn}`);
      failed.push([arn, cause]);
      if (!concernsOne(cause)) break;
    }
  }
  const [first] = failed;
  if (first) throw partly(progress(done, arns), first, failed);
}

const goOn = 'run it again to go on: what has ended is passed over';

function partly(
  summary: string,
  [arn, first]: readonly [string, Failure],
  failed: readonly (readonly [string, Failure])[],
): Failure {
  const codes = new Set(failed.map(([, { exitCode }]) => exitCode));
  return first.with({
    message: `${summary}; ${nameOf(arn)}: ${first.message}`,
    hint: [first.hint, goOn].filter(Boolean).join('; '),
    ...(codes.size > 1 && { exitCode: 1 }),
  });
}

const nameOf = (arn: string): string => parseExecutionArn(arn)?.executionName ?? arn;

// As many as a line has room for; the rows tell all of them.
const few = 5;

function progress(done: readonly string[], all: readonly string[]): string {
  const names = done.slice(0, few).map(nameOf).join(', ');
  const more = done.length > few ? ` and ${done.length - few} more` : '';
  return `${done.length} of ${all.length} executions are stopped, or had ended${names ? ` (${names}${more})` : ''}`;
}
