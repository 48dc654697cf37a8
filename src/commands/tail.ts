import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { argument, type Context, command, flag } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import { functionOption } from './execution-target.ts';
import { nothingToDo } from './nothing-to-do.ts';
import { payloadFolder, savePayloadsOption } from './payloads/payload-folder.ts';
import { eventFilter, eventFilterOptions } from './tailing/event-filter.ts';
import { payloadOption } from './tailing/event-row.ts';
import { TailPositions } from './tailing/tail-positions.ts';
import { tailRows } from './tailing/tail-rows.ts';
import { type TailTargets, tailTargets } from './tailing/tail-targets.ts';
import { countValue } from './values/count-value.ts';
import { durationValue } from './values/duration-value.ts';
import { resolveMoment } from './values/moment.ts';
import { given, textValue } from './values/text-value.ts';

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
    tree: flag('--tree', 'operations indented under their parents, with how long each took', given),
    logs: flag('--logs', 'with what the functions print, out of CloudWatch Logs', given),
    savePayloads: savePayloadsOption,
    resume: flag(
      '--resume <file>',
      'keep in that file how far it got, and begin behind that: no event is missed, and none comes twice unless it was killed',
      textValue,
      'file',
    ),
    timeout: flag(
      '--timeout <duration>',
      'with --follow, stop after so long: exit 124',
      z.optional(durationValue),
    ),
  },
  async run(context, input) {
    checkTail(input, context.config);
    const lambda = await context.lambda();
    const targets = await tailTargets(context, lambda, input);
    if (targets.executions.length + targets.functions.length === 0)
      return nothingToDo(context, 'stdin holds no execution');
    const positions = positionsIn(context, targets, input);
    // What a tail before has not shown is shown, however long ago it was.
    const { last, since } = positions?.isResumed ? {} : input;
    const now = context.clock.now();
    return tailRows(context, lambda, targets, {
      follow: input.follow ?? false,
      payload: input.payload,
      isWanted: eventFilter({ ...input, since }, now),
      last,
      since: since && resolveMoment(since, now),
      children: input.children,
      tree: input.tree,
      logs: input.logs,
      folder: payloadFolder(context, input.savePayloads),
      positions,
      timeout: input.timeout,
    });
  },
});

interface TailInput {
  readonly follow: true | undefined;
  readonly last: number | undefined;
  readonly resume: string | undefined;
  readonly timeout: number | undefined;
}

function checkTail({ timeout, follow, resume }: TailInput, { output }: Context['config']): void {
  if (timeout !== undefined && !follow)
    throw usageFailure('--timeout ends a watch, which needs --follow', 'add --follow');
  if (resume !== undefined && output === 'json')
    throw usageFailure(
      '-o json prints everything at the end, and --resume must know what was printed',
      'use -o jsonl',
    );
}

function positionsIn(
  { clock, workingDirectory }: Context,
  { executions, functions }: TailTargets,
  { resume, last }: TailInput,
): TailPositions | undefined {
  if (resume === undefined) return undefined;
  return new TailPositions(
    clock,
    resolve(workingDirectory, resume),
    [...executions, ...functions],
    last !== undefined,
  );
}
