import * as z from 'zod/mini';
import { argument, type Context, command, flag, type Row } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import { usageFailure } from '../cli/usage.ts';
import type { Lambda } from '../lambda/client.ts';
import { resolveExecution } from '../lambda/resolve-execution.ts';
import { parseExecutionArn } from '../model/arn.ts';
import type { ErrorObject } from '../model/wire.ts';
import { column, idOf } from './column.ts';
import { errorOptions, readError } from './error-input.ts';
import { functionOption } from './execution-target.ts';
import { stdinLines } from './stdin-lines.ts';
import { given } from './text-value.ts';

export const stop = command({
  name: 'stop',
  summary: 'stop executions; a running invocation goes on to its next checkpoint',
  examples: [
    'durcb stop @last',
    "durcb stop order-7 --function order --error-type Operator --error-message 'wrong price'",
    'durcb executions order --status running -o id | durcb stop - --yes',
  ],
  arguments: {
    executions: argument(
      '<execution...>',
      'ARNs, console addresses, names, @last; - to read them from stdin',
      z.array(z.string()),
      'execution',
    ),
  },
  options: {
    function: functionOption,
    ...errorOptions,
    yes: flag('--yes', 'do not ask before several are stopped', given),
  },
  async run(context, input) {
    if (input.error === '-' && input.executions.includes('-'))
      throw usageFailure('stdin cannot be both the executions and the error', 'give the error as a file');
    const error = await readError(context, input);
    const lambda = await context.lambda();
    const arns = await arnsOf(context, lambda, input.executions, input.function);
    if (
      arns.length > 1 &&
      !input.yes &&
      !(await context.prompt.confirm(`Stop ${arns.length} executions?`, '--yes'))
    )
      throw new Failure({ code: 'declined', message: 'nothing was stopped' });
    return {
      kind: 'rows',
      columns: [
        column('execution', 'Derived.Name', { usualWidth: 36 }),
        column('stopped', 'Derived.Stopped', { whenNarrow: 'keep' }),
        column('status before', 'Derived.StatusBefore', { whenNarrow: 'keep' }),
        column('time', 'StopTimestamp', { usualWidth: 8, whenNarrow: 'keep' }),
        column('arn', 'DurableExecutionArn', { whenNarrow: 'drop' }),
      ],
      rows: stopAll(context, lambda, arns, error),
      live: true,
      id: idOf('DurableExecutionArn'),
    };
  },
});

// All names are looked up before anything is stopped.
async function arnsOf(
  context: Context,
  lambda: Lambda,
  given: readonly string[],
  functionName: string | undefined,
): Promise<readonly string[]> {
  const lines = await Promise.all(given.map(async (text) => (text === '-' ? stdinLines(context) : [text])));
  const arns = new Set<string>();
  for (const text of lines.flat())
    arns.add(await resolveExecution(lambda, text, functionName, context.signal));
  if (arns.size === 0) throw usageFailure('stdin holds no execution');
  return [...arns];
}

async function* stopAll(
  context: Context,
  lambda: Lambda,
  arns: readonly string[],
  error: ErrorObject | undefined,
): AsyncGenerator<Row> {
  let done = 0;
  for (const arn of arns) {
    try {
      yield await stopOne(context, lambda, arn, error);
      done++;
    } catch (cause) {
      if (arns.length === 1 || !(cause instanceof Failure)) throw cause;
      const { code, message, hint, exitCode, requestId } = cause;
      const progress = `${done} of ${arns.length} were stopped, then ${arn}: ${message}`;
      throw new Failure({ code, message: progress, hint, exitCode, requestId, cause });
    }
  }
}

async function stopOne(
  { io, signal }: Context,
  lambda: Lambda,
  DurableExecutionArn: string,
  error: ErrorObject | undefined,
): Promise<Row> {
  const before = await lambda.getDurableExecution(
    { DurableExecutionArn, IncludeExecutionData: false },
    signal,
  );
  const Name = parseExecutionArn(DurableExecutionArn)?.executionName;
  const Stopped = before.Status === 'RUNNING';
  const Derived = { Name, Stopped, StatusBefore: before.Status };
  if (!Stopped) {
    io.note(`durcb: execution ${Name} had ended before: ${before.Status}`);
    return { DurableExecutionArn, Derived };
  }
  const Error = error && { ...error, StackTrace: error.StackTrace?.slice() };
  const { StopTimestamp } = await lambda.stopDurableExecution({ DurableExecutionArn, Error }, signal);
  return { DurableExecutionArn, StopTimestamp, Derived };
}
