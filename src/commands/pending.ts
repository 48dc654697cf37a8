import * as z from 'zod/mini';
import { command, flag, type Row } from '../cli/command.ts';
import { exitCodes } from '../cli/failure.ts';
import { usageFailure } from '../cli/usage.ts';
import { pendingCallbacks } from '../lambda/callbacks.ts';
import { resolveExecution } from '../lambda/resolve-execution.ts';
import { idOf } from './column.ts';
import { isFiltered, pendingFilter } from './pending-filter.ts';
import { pendingColumns, pendingRows } from './pending-row.ts';
import { filterRows, firstRows } from './rows.ts';
import { refuseScope, scopeOf, scopeOptions } from './scope-options.ts';
import { startReading } from './start-reading.ts';
import { countValue } from './values/count-value.ts';
import { durationValue } from './values/duration-value.ts';
import { maxAgeOption, recently } from './values/max-age.ts';
import { given, textValue } from './values/text-value.ts';
import { checkWatch, watchOptions } from './watching/watch-options.ts';
import { watchPending } from './watching/watch-pending.ts';
import { compileWhere, rowsWhere, whereOption } from './where.ts';

export const pending = command({
  name: 'pending',
  aliases: ['list', 'ls'],
  summary: 'list the callbacks that wait for an answer, oldest execution first',
  examples: [
    'durcb pending                                    of all durable functions',
    'durcb pending --function order --older-than 1h   of one function, over all its versions',
    'durcb pending --stack shop --tag team=pay        of the functions of a stack that have a tag',
    'durcb pending --execution @last                  of one execution',
    'durcb pending --expiring-within 15m --fail-if-any   for an alarm: exit 12 when one is about to expire',
    'durcb pending --max-age 1m -o json                for a dashboard: at most a minute old, with next to no calls',
    'durcb pending --name approve -o id | xargs -n1 durcb send-success --result-text yes',
    'durcb pending --watch                            go on: what opens, closes, and is about to expire',
    "durcb pending --watch --exec './page.sh'         runs it for each, see $DURCB_EVENT and its stdin",
    'durcb pending --watch --older-than 1h --exit-when-any --timeout 8h   wait for the first',
  ],
  arguments: {},
  options: {
    function: flag(
      '--function <function>',
      "name, ARN or a pattern such as 'order-*'",
      textValue,
      'function',
    ),
    ...scopeOptions,
    execution: flag('--execution <execution>', 'ARN, name or @last of one execution', textValue, 'execution'),
    name: flag(
      '--name <pattern>',
      "callbacks of that name, or such as 'approve*'",
      textValue,
      'callback-name',
    ),
    olderThan: flag(
      '--older-than <duration>',
      'those that have waited longer, such as 1h',
      z.optional(durationValue),
    ),
    expiringWithin: flag(
      '--expiring-within <duration>',
      'those that expire before, such as 15m, or would without a heartbeat',
      z.optional(durationValue),
    ),
    where: whereOption,
    limit: flag('--limit <count>', 'no more than so many', z.optional(countValue)),
    failIfAny: flag('--fail-if-any', 'exit 12 when there is one', given),
    maxAge: maxAgeOption,
    ...watchOptions,
  },
  async run(context, input) {
    const { clock, io, signal } = context;
    checkWatch(input);
    const where = await compileWhere(input.where);
    if (input.watch && input.maxAge !== undefined)
      throw usageFailure('--watch and --max-age exclude each other', 'a watch asks anew each time');
    if (input.execution) refuseScope(input);
    const functions = scopeOf(input.function, input);
    const { lambda, sayAge } = await recently(context, input.maxAge);
    const DurableExecutionArn =
      input.execution && (await resolveExecution(lambda, input.execution, input.function, signal));
    const scope = { ...functions, DurableExecutionArn };
    if (input.watch) return watchPending(context, { lambda, where, scope }, input);
    const now = clock.now();
    const reading = startReading(context, lambda);
    const found = pendingCallbacks(lambda, scope, signal, reading.counts);
    let count = 0;
    async function* rows(): AsyncGenerator<Row> {
      const matching = filterRows(found, pendingFilter(input, now));
      const fitting = rowsWhere(pendingRows(matching, now), where, lambda, signal);
      for await (const row of reading.through(firstRows(fitting, input.limit, io))) {
        count++;
        yield row;
      }
      sayAge();
    }
    return {
      kind: 'rows',
      columns: pendingColumns,
      rows: rows(),
      id: idOf('CallbackId'),
      empty: isFiltered(input) ? 'no waiting callback matches' : 'no callback waits for an answer',
      exitCode: () => (input.failIfAny && count > 0 ? exitCodes.conditionMet : exitCodes.done),
    };
  },
});
