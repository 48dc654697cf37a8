import * as z from 'zod/mini';
import { command, flag } from '../cli/command.ts';
import { countValue } from './count-value.ts';
import { eventFilter, eventFilterOptions } from './event-filter.ts';
import { payloadOption } from './event-row.ts';
import { executionArgument, executionArn, functionOption } from './execution-target.ts';
import { tailEvents } from './tail-events.ts';
import { given } from './text-value.ts';

export const tail = command({
  name: 'tail',
  summary:
    'show the events of an execution, and with --follow new ones as they happen; exits with its outcome',
  examples: [
    'durcb tail @last --follow                     follow the newest execution to its end',
    'durcb tail order-7 --function order --last 20',
    'durcb tail @last -f --type callback,step --failed',
    'durcb tail @last -f -o jsonl --payload full   one event a line, for scripts',
  ],
  arguments: { execution: executionArgument },
  options: {
    function: functionOption,
    follow: flag('-f, --follow', 'go on until the execution has ended', given),
    last: flag('--last <count>', 'of what has happened so far, only so many', z.optional(countValue)),
    ...eventFilterOptions,
    payload: payloadOption,
  },
  async run(context, input) {
    const lambda = await context.lambda();
    const arn = await executionArn(context, lambda, input);
    return tailEvents(context, lambda, arn, {
      follow: input.follow ?? false,
      payload: input.payload,
      isWanted: eventFilter(input, context.clock.now()),
      last: input.last,
    });
  },
});
