import type { GetDurableExecutionResponse } from '@aws-sdk/client-lambda';
import { command, flag } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import { usageFailure } from '../cli/usage.ts';
import { errorLine } from '../lambda/history-event.ts';
import { plainWords } from '../lambda/plain-words.ts';
import { sayingItGoesOn } from './also-saying.ts';
import { executionArgument, executionArn, functionOption } from './execution-target.ts';
import { executionOutcome } from './looking/execution-outcome.ts';
import { outcomeCode } from './looking/outcome.ts';
import { given } from './values/text-value.ts';

export const result = command({
  name: 'result',
  summary: 'print the result of an execution and nothing else, byte for byte',
  examples: [
    'durcb result @last > result.json',
    'durcb result order-7 --function order --wait   wait for its end first',
  ],
  arguments: { execution: executionArgument },
  options: {
    function: functionOption,
    wait: flag('--wait', 'wait until the execution has ended', given),
  },
  async run(context, input) {
    const { config, signal } = context;
    if (config.query !== undefined) throw usageFailure('result takes no --query', 'pipe it into jq');
    const lambda = await context.lambda();
    const DurableExecutionArn = await executionArn(context, lambda, input);
    const execution = input.wait
      ? await executionOutcome(context, lambda, DurableExecutionArn, signal).catch((error) => {
          throw sayingItGoesOn(error, DurableExecutionArn, signal);
        })
      : await lambda.getDurableExecution({ DurableExecutionArn }, signal);
    if (execution.Status !== 'SUCCEEDED') throw noResult(execution);
    return { kind: 'bytes', bytes: new TextEncoder().encode(execution.Result ?? '') };
  },
});

function noResult({ DurableExecutionName, Status, Error: error }: GetDurableExecutionResponse): Failure {
  if (Status === 'RUNNING')
    return new Failure({
      code: 'execution-running',
      message: `execution ${DurableExecutionName} has no result yet: it is running`,
      hint: 'add --wait',
      exitCode: exitCodes.error,
    });
  const how = Status && plainWords(Status);
  const why = errorLine(error);
  return new Failure({
    code: `execution-${how?.replace(' ', '-')}`,
    message: `execution ${DurableExecutionName} has no result: it ${how}${why ? ` (${why})` : ''}`,
    hint: 'durcb describe says more',
    exitCode: outcomeCode(Status),
  });
}
