import { command, flag } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import { formatConsoleUrl, parseExecutionArn } from '../model/arn.ts';
import { column } from './column.ts';
import { executionArgument, executionArn, functionOption } from './execution-target.ts';
import { openBrowser } from './open-browser.ts';
import { given } from './values/text-value.ts';

export const open = command({
  name: 'open',
  summary: 'open an execution in the Lambda console, or print where it is there',
  examples: ['durcb open @last-failed --function order', 'durcb open order-7 --print'],
  arguments: { execution: executionArgument },
  options: {
    function: functionOption,
    print: flag('--print', 'only print the address, as without a terminal', given),
  },
  async run(context, input) {
    const { environment, io } = context;
    const lambda = await context.lambda();
    if (lambda.isLocal) throw noConsole;
    const DurableExecutionArn = await executionArn(context, lambda, input);
    const parts = parseExecutionArn(DurableExecutionArn);
    if (!parts)
      throw new Failure({ code: 'unexpected-answer', message: `not an ARN: ${DurableExecutionArn}` });
    const ConsoleUrl = formatConsoleUrl(parts);
    if (io.stdout.isTerminal && !input.print) await openBrowser(ConsoleUrl, environment);
    return {
      kind: 'record',
      record: { DurableExecutionArn, Derived: { ConsoleUrl } },
      id: ConsoleUrl,
      columns: [column('console', 'Derived.ConsoleUrl')],
    };
  },
});

const noConsole = new Failure({
  code: 'no-console',
  message: 'an emulator has no console',
  hint: 'durcb describe, durcb history --tree and durcb export --format mermaid show as much',
});
