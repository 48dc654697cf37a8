import * as z from 'zod/mini';
import { command, flag } from '../cli/command.ts';
import { type ListedExecution, listExecutions } from '../lambda/executions.ts';
import { isPattern, matchName } from '../lambda/name-pattern.ts';
import { parseExecutionArn } from '../model/arn.ts';
import { column, durationColumn, idOf } from './column.ts';
import { functionsArgument } from './functions-argument.ts';
import type { ExecutionRow } from './output/execution.ts';
import { filterRows, firstRows } from './rows.ts';
import { scopeOf, scopeOptions } from './scope-options.ts';
import { startReading } from './start-reading.ts';
import { countValue } from './values/count-value.ts';
import { type Moment, momentValue, resolveMoment } from './values/moment.ts';
import { executionStatuses, statusesValue } from './values/statuses-value.ts';
import { textValue } from './values/text-value.ts';
import { compileWhere, rowsWhere, whereOption } from './where.ts';

export const executions = command({
  name: 'executions',
  summary: 'list executions of a function over all its versions, or of all functions, newest first',
  examples: [
    'durcb executions order                            all of one function',
    'durcb executions order --status failed,timed_out --since 1d',
    "durcb executions 'order-*' --status running --limit 20",
    'durcb executions --stack shop --tag team=pay      of the functions of a stack that have a tag',
    'durcb executions --status running -o id | durcb stop - --yes',
    'durcb executions order --since 1d --where "input.orderId==\'7\'"   asks for the input of each of a day',
  ],
  arguments: { function: functionsArgument },
  options: {
    ...scopeOptions,
    status: flag(
      '--status <statuses>',
      'those in one of them, by commas',
      z.optional(statusesValue),
      executionStatuses,
    ),
    since: flag('--since <time>', 'started after, such as 2h ago', z.optional(momentValue)),
    until: flag('--until <time>', 'started before', z.optional(momentValue)),
    name: flag('--name <pattern>', "of that name, or such as 'order-1*'", textValue),
    where: whereOption,
    limit: flag('--limit <count>', 'no more than so many', z.optional(countValue)),
  },
  async run(context, { function: functionName, status, since, until, name, where, limit, ...choice }) {
    const functions = scopeOf(functionName, choice);
    const fits = await compileWhere(where);
    const lambda = await context.lambda();
    const now = context.clock.now();
    const at = (moment: Moment | undefined) => moment && resolveMoment(moment, now);
    const pattern = name !== undefined && isPattern(name) ? matchName(name) : () => true;
    const query = {
      ...functions,
      statuses: status,
      startedAfter: at(since),
      startedBefore: at(until),
      name: name !== undefined && isPattern(name) ? undefined : name,
    };
    const reading = startReading(context, lambda);
    const listed = listExecutions(lambda, query, context.signal, reading.counts);
    const found = filterRows(listed, ({ DurableExecutionName }) => pattern(DurableExecutionName));
    const fitting = rowsWhere(rowsOf(found, now), fits, lambda, context.signal);
    return {
      kind: 'rows',
      columns,
      rows: reading.through(firstRows(fitting, limit, context.io)),
      id: idOf('DurableExecutionArn'),
      empty: 'no execution',
    };
  },
});

const columns = [
  column('name', 'DurableExecutionName'),
  column('function', 'Derived.FunctionName'),
  column('version', 'Derived.Version', { whenNarrow: 'drop' }),
  column('status', 'Status', { whenNarrow: 'keep' }),
  column('started', 'StartTimestamp', { whenNarrow: 'keep' }),
  durationColumn('took', 'Derived.DurationSeconds', { whenNarrow: 'drop' }),
  // To a person, name and function say as much.
  column('arn', 'DurableExecutionArn', { whenNarrow: 'drop' }),
];

async function* rowsOf(found: AsyncIterable<ListedExecution>, now: number): AsyncGenerator<ExecutionRow> {
  for await (const execution of found) yield rowOf(execution, now);
}

function rowOf(execution: ListedExecution, now: number): ExecutionRow {
  const { functionName, version } = parseExecutionArn(execution.DurableExecutionArn) ?? {};
  const end = execution.EndTimestamp?.getTime() ?? now;
  const DurationSeconds = (end - execution.StartTimestamp.getTime()) / 1000;
  return { ...execution, Derived: { FunctionName: functionName, Version: version, DurationSeconds } };
}
