import { command, flag, type Row } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import { readHistory } from '../lambda/history.ts';
import { idOf } from './column.ts';
import { eventColumns, eventRow, type PayloadMode, payloadOption } from './event-row.ts';
import { executionArgument, executionArn, functionOption } from './execution-target.ts';
import { operationTree } from './operation-tree.ts';
import { given } from './text-value.ts';

export const history = command({
  name: 'history',
  summary: 'print every event of an execution',
  examples: [
    'durcb history @last                     all events, oldest first',
    'durcb history order-7 --tree            operations under their parents, with how long each took',
    'durcb history @last -o json --payload full > history.json',
  ],
  arguments: { execution: executionArgument },
  options: {
    function: functionOption,
    tree: flag('--tree', 'operations by parent instead of events, with durations', given),
    reverse: flag('--reverse', 'newest first', given),
    payload: payloadOption,
  },
  async run(context, input) {
    if (input.tree) checkTree(input);
    const { clock, signal } = context;
    const lambda = await context.lambda();
    const DurableExecutionArn = await executionArn(context, lambda, input);
    if (input.tree) return operationTree(lambda, DurableExecutionArn, clock.now(), signal);
    const events = readHistory(
      lambda,
      { DurableExecutionArn, withData: true, reverse: input.reverse },
      signal,
    );
    async function* rows(): AsyncGenerator<Row> {
      for await (const event of events) yield eventRow(event, input.payload);
    }
    return { kind: 'rows', columns: eventColumns, rows: rows(), id: idOf('EventId') };
  },
});

function checkTree({ reverse, payload }: { reverse: true | undefined; payload: PayloadMode }): void {
  if (reverse) throw usageFailure('--tree has an order of its own', 'give --tree or --reverse');
  if (payload !== 'none') throw usageFailure('--tree shows no payloads', 'give --tree or --payload');
}
