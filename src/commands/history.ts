import * as z from 'zod/mini';
import { type Context, command, flag, type Row } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import { readHistory } from '../lambda/history.ts';
import { idOf } from './column.ts';
import { executionArgument, executionArn, functionOption } from './execution-target.ts';
import { payloadFolder, savePayloadsOption } from './payloads/payload-folder.ts';
import { eventColumns, eventRow, type PayloadMode, payloadOption } from './tailing/event-row.ts';
import { operationTree, type TreeLook } from './tailing/operation-tree.ts';
import { countValue } from './values/count-value.ts';
import { given } from './values/text-value.ts';

export const history = command({
  name: 'history',
  summary: 'print every event of an execution',
  examples: [
    'durcb history @last                     all events, oldest first',
    'durcb history order-7 --tree            operations under their parents, with how long each took',
    'durcb history @last --tree --depth 1    only those at the top, the others counted',
    'durcb history @last -o json --payload full > history.json',
  ],
  arguments: { execution: executionArgument },
  options: {
    function: functionOption,
    tree: flag('--tree', 'operations by parent instead of events, with durations', given),
    depth: flag('--depth <levels>', 'of the tree, no more levels than so many', z.optional(countValue)),
    branches: flag(
      '--branches <count>',
      'on a screen, of the branches of a map or parallel that ended alike (default 10)',
      z.optional(countValue),
    ),
    reverse: flag('--reverse', 'newest first', given),
    payload: payloadOption,
    savePayloads: savePayloadsOption,
  },
  async run(context, input) {
    checkTree(input);
    const { signal } = context;
    const lambda = await context.lambda();
    const DurableExecutionArn = await executionArn(context, lambda, input);
    if (input.tree) return operationTree(lambda, DurableExecutionArn, treeLook(context, input), signal);
    const folder = payloadFolder(context, input.savePayloads);
    const events = readHistory(
      lambda,
      { DurableExecutionArn, withData: true, reverse: input.reverse },
      signal,
    );
    async function* rows(): AsyncGenerator<Row> {
      for await (const event of events)
        yield eventRow(event, input.payload, { File: folder?.save(DurableExecutionArn, event) });
    }
    return { kind: 'rows', columns: eventColumns, rows: rows(), id: idOf('EventId') };
  },
});

interface TreeInput {
  readonly tree: true | undefined;
  readonly depth: number | undefined;
  readonly branches: number | undefined;
}

// What is read by programs is whole unless they ask for less.
const treeLook = ({ clock, config }: Context, { depth, branches }: TreeInput): TreeLook => ({
  now: clock.now(),
  depth: depth ?? Infinity,
  branches: config.output === 'table' ? (branches ?? 10) : Infinity,
});

type Input = TreeInput & {
  readonly reverse: true | undefined;
  readonly payload: PayloadMode;
  readonly savePayloads: string | undefined;
};

function checkTree({ tree, depth, branches, reverse, payload, savePayloads }: Input): void {
  if (!tree && (depth ?? branches) !== undefined)
    throw usageFailure('--depth and --branches are of a tree', 'add --tree');
  if (tree && reverse) throw usageFailure('--tree has an order of its own', 'give --tree or --reverse');
  if (tree && savePayloads !== undefined)
    throw usageFailure('--tree reads no payloads', 'give --tree or --save-payloads');
  if (tree && payload !== 'none') throw usageFailure('--tree shows no payloads', 'give --tree or --payload');
}
