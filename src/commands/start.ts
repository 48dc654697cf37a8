import * as z from 'zod/mini';
import { argument, command, flag } from '../cli/command.ts';
import { durableTarget } from '../lambda/durable-target.ts';
import { executionInput } from './payloads/execution-input.ts';
import { checkStart, startExecution, startOptions } from './start-execution.ts';
import { textValue } from './values/text-value.ts';

export const start = command({
  name: 'start',
  summary: 'start an execution of a durable function, on its newest version unless told otherwise',
  examples: [
    'durcb start order --input order.json --name order-7',
    'durcb start order:live --input-text \'{"id":7}\' --follow',
    'durcb start order --input order.json --wait       exits with its outcome',
  ],
  arguments: {
    function: argument('<function>', 'name, name:version, name:alias or ARN', z.string(), 'function'),
  },
  options: {
    input: flag('--input <file>', 'the input is the bytes of this file; - for stdin', textValue, 'file'),
    inputText: flag('--input-text <text>', 'the input is this text', textValue),
    ...startOptions,
  },
  async run(context, input) {
    checkStart(input);
    const payload = await executionInput(context, input);
    const lambda = await context.lambda();
    const target = await durableTarget(lambda, input.function, context.signal);
    return startExecution(context, lambda, target, payload, input);
  },
});
