import type { GetDurableExecutionResponse } from '@aws-sdk/client-lambda';
import { type Context, command, flag } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import { type Payload, textPayload } from '../cli/payload.ts';
import { usageFailure } from '../cli/usage.ts';
import { durableTarget } from '../lambda/durable-target.ts';
import { formatFunctionArn, parseExecutionArn } from '../model/arn.ts';
import { limits } from '../model/limits.ts';
import { editText } from './answering/edit-text.ts';
import { executionArgument, executionArn, functionOption } from './execution-target.ts';
import { checkStart, startExecution, startOptions } from './start-execution.ts';
import { given, textValue } from './values/text-value.ts';

export const rerun = command({
  name: 'rerun',
  summary: 'start a new execution with the input of another; nothing that one did is taken over',
  examples: [
    'durcb rerun @last-failed --wait             the same version, the same input, from the beginning',
    'durcb rerun order-7 --version 4 --name order-7-again',
    'durcb rerun order-7 --edit --follow         change the input in an editor first',
  ],
  arguments: { execution: executionArgument },
  options: {
    function: functionOption,
    version: flag('--version <version>', 'on this version or alias (default that of the other)', textValue),
    edit: flag('--edit', 'change the input in the editor of VISUAL or EDITOR first', given),
    ...startOptions,
  },
  async run(context, input) {
    checkStart(input);
    const { io, signal } = context;
    const lambda = await context.lambda();
    const DurableExecutionArn = await executionArn(context, lambda, input);
    const { executionName = '', version, ...place } = parseExecutionArn(DurableExecutionArn) ?? noArn();
    if (input.name === executionName)
      throw usageFailure(
        `${input.name} is the other's own name, which starts nothing`,
        'give another --name',
      );
    const execution = await lambda.getDurableExecution({ DurableExecutionArn }, signal);
    const functionArn = formatFunctionArn(place, place.functionName, input.version ?? version);
    const target = await durableTarget(lambda, functionArn, signal).catch(sayingWhichVersion(input.version));
    // Nobody wants to edit what is refused then.
    if (input.edit) await lambda.demandReason([{ functionName: functionArn }], signal);
    const payload = await inputOf(context, execution, input.edit ?? false);
    // Whoever thinks that it has ended may be about to do everything twice.
    const before =
      execution.Status === 'RUNNING'
        ? `warning: execution ${executionName} still runs`
        : 'the service cannot resume an ended execution';
    io.note(`durcb: ${before}: this one begins anew, on version ${target.Qualifier}`);
    return startExecution(context, lambda, target, payload, input);
  },
});

function noArn(): never {
  throw new Failure({ code: 'unexpected-answer', message: 'the service gave an ARN that is not understood' });
}

const sayingWhichVersion =
  (given: string | undefined) =>
  (error: unknown): never => {
    const isGone = given === undefined && error instanceof Failure && error.code === 'not-found';
    throw isGone ? error.with({ hint: 'its version is gone: name another with --version' }) : error;
  };

async function inputOf(
  context: Context,
  { InputPayload, ExecutionDataIncluded }: GetDurableExecutionResponse,
  isEdited: boolean,
): Promise<Payload | undefined> {
  if (ExecutionDataIncluded === false) throw notShown;
  const payloadOf = (text: string) => (text ? textPayload(text, rules, context) : undefined);
  if (isEdited) return editText(context, { ...editing, text: readable(InputPayload ?? '') }, payloadOf);
  return payloadOf(InputPayload ?? '');
}

const editing = {
  fileName: 'input.json',
  otherwise: 'nothing was started',
  instead: 'without --edit the input is taken as it is, and durcb start --input FILE takes another',
};

const rules = {
  option: 'the input',
  limit: limits.asyncPayload,
  jsonHint: 'start with an input of your own',
};

const notShown = new Failure({
  code: 'input-not-shown',
  message: 'the service does not show the input of that execution; nothing was started',
  hint: 'it may be encrypted with a key you may not use; start with an input of your own: durcb start --input FILE',
});

// Inputs are mostly one long line, in which nobody finds anything.
function readable(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return text;
  }
}
