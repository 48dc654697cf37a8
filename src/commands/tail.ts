import * as z from 'zod/mini';
import { argument, command, flag } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import { countValue } from './count-value.ts';
import { durationValue } from './duration-value.ts';
import { eventFilter, eventFilterOptions } from './event-filter.ts';
import { payloadOption } from './event-row.ts';
import { functionOption } from './execution-target.ts';
import { resolveMoment } from './moment.ts';
import { tailRows } from './tail-rows.ts';
import { tailTargets } from './tail-targets.ts';
import { given } from './text-value.ts';

export const tail = command({
  name: 'tail',
  summary:
    'show the events of executions, and with --follow new ones as they happen; exits with the outcome of the first that did not succeed',
  examples: [
    'durcb tail @last --follow                     follow the newest execution to its end',
    'durcb tail order-7 --function order --last 20',
    'durcb tail @last -f --type callback,step --failed',
    'durcb tail @last -f -o jsonl --payload full   one event a line, for scripts',
    'durcb tail order -f                           all executions of a function, new ones as they begin',
    "durcb tail 'order-*' -f --since 1h            of several functions, and what ended in the last hour",
    'durcb executions --status running -o id | durcb tail - -f',
  ],
  arguments: {
    targets: argument(
      '<execution|function...>',
      "ARNs, console addresses, names, @last, functions, 'order-*'; - to read them from stdin",
      z.array(z.string()),
      'execution',
    ),
  },
  options: {
    function: functionOption,
    follow: flag('-f, --follow', 'go on until the executions have ended, with functions for ever', given),
    last: flag('--last <count>', 'of what has happened so far, only so many', z.optional(countValue)),
    ...eventFilterOptions,
    payload: payloadOption,
    children: flag('--children', 'with the executions that they call', given),
    timeout: flag(
      '--timeout <duration>',
      'with --follow, stop after so long: exit 124',
      z.optional(durationValue),
    ),
  },
  async run(context, input) {
    if (input.timeout !== undefined && !input.follow)
      throw usageFailure('--timeout ends a watch, which needs --follow', 'add --follow');
    const lambda = await context.lambda();
    const targets = await tailTargets(context, lambda, input);
    const now = context.clock.now();
    return tailRows(context, lambda, targets, {
      follow: input.follow ?? false,
      payload: input.payload,
      isWanted: eventFilter(input, now),
      last: input.last,
      since: input.since && resolveMoment(input.since, now),
      children: input.children,
      timeout: input.timeout,
    });
  },
});
