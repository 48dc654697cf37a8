import * as z from 'zod/mini';
import { argument, type Context, command, flag, type Row } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import type { Lambda } from '../lambda/client.ts';
import { resolveExecution } from '../lambda/resolve-execution.ts';
import { parseExecutionArn } from '../model/arn.ts';
import type { Intent } from '../safety/intent.ts';
import { actionOptions } from './action-options.ts';
import { column, idOf } from './column.ts';
import { functionOption } from './execution-target.ts';
import { nothingToDo } from './nothing-to-do.ts';
import { errorOptions, readError } from './payloads/error-input.ts';
import { reasonInErrorOption, withReason } from './payloads/reason-in-error.ts';
import { stopAll } from './stop-all.ts';
import { toStop } from './stop-one.ts';
import { stdinLines } from './values/stdin-lines.ts';
import { given } from './values/text-value.ts';

export const stop = command({
  name: 'stop',
  summary: 'stop executions; a running invocation goes on to its next checkpoint',
  examples: [
    'durcb stop @last',
    "durcb stop order-7 --function order --error-type Operator --error-message 'wrong price'",
    'durcb executions order --status running -o id | durcb stop - --dry-run',
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
    dryRun: flag('--dry-run', 'show what would be stopped, and stop nothing', given),
    reasonInError: reasonInErrorOption,
    ...actionOptions,
  },
  async run(context, input) {
    const { io, environment, signal } = context;
    if (input.error === '-' && input.executions.includes('-'))
      throw usageFailure('stdin cannot be both the executions and the error', 'give the error as a file');
    const error = withReason(await readError(context, input), input, environment);
    const lambda = await context.lambda();
    const arns = await arnsOf(context, lambda, input.executions, input.function);
    if (arns.length === 0) return nothingToDo(context, 'stdin holds no execution');
    const intent = stopIntent(arns);
    if (input.dryRun) io.note(`durcb: would stop ${await lambda.describe(intent, signal)}`);
    else await lambda.permit(intent, signal);
    return {
      kind: 'rows',
      columns: input.dryRun ? [...columns, ...dryColumns] : columns,
      rows: input.dryRun ? lookAt(context, lambda, arns) : stopAll(context, lambda, arns, error),
      live: true,
      id: idOf('DurableExecutionArn'),
    };
  },
});

const columns = [
  column('execution', 'Derived.Name', { usualWidth: 36 }),
  column('stopped', 'Derived.Stopped', { whenNarrow: 'keep' }),
  column('status before', 'Derived.StatusBefore', { whenNarrow: 'keep' }),
  column('time', 'StopTimestamp', { usualWidth: 8, whenNarrow: 'keep' }),
  column('arn', 'DurableExecutionArn', { whenNarrow: 'drop' }),
];

const dryColumns = [
  column('function', 'Derived.FunctionName', { usualWidth: 20 }),
  column('started', 'StartTimestamp', { usualWidth: 8, whenNarrow: 'keep' }),
];

function stopIntent(arns: readonly string[]): Intent {
  const [first = ''] = arns;
  const isMany = arns.length > 1;
  const name = parseExecutionArn(first)?.executionName ?? first;
  return {
    verb: 'stop',
    what: isMany ? `${arns.length} executions` : `execution ${name}`,
    targets: arns.map((DurableExecutionArn) => ({ DurableExecutionArn })),
    isAskedAnywhere: isMany,
  };
}

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
  return [...arns];
}

async function* lookAt({ signal }: Context, lambda: Lambda, arns: readonly string[]): AsyncGenerator<Row> {
  for (const arn of arns) yield (await toStop(lambda, arn, signal)).row;
}
