import type { Context } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import type { Choice } from '../cli/prompt.ts';
import { type CallbackScope, pendingCallbacks } from '../lambda/callbacks.ts';
import type { Lambda } from '../lambda/client.ts';
import type { PendingCallback } from '../lambda/pending-callback.ts';
import { formatDuration } from '../model/time.ts';

/** The id of the callback that a person chooses among those that wait. */
export async function chooseCallback(
  { clock, io, prompt, signal }: Pick<Context, 'clock' | 'io' | 'prompt' | 'signal'>,
  lambda: Lambda,
  scope: CallbackScope,
): Promise<string> {
  const choices: Choice<string>[] = [];
  // The chooser's own marks stand before each.
  const width = io.stderr.width - 4;
  for await (const one of pendingCallbacks(lambda, scope, signal)) {
    const short = titleOf(one);
    choices.push({ name: cut(`${short}${timesOf(one, clock.now())}`, width), short, value: one.CallbackId });
  }
  if (choices.length === 0) throw nothingWaits();
  return prompt.choose('Which callback?', choices, 'its id');
}

const titleOf = ({ OperationId, DurableExecutionName, Derived }: PendingCallback): string =>
  `${Derived.Name ?? OperationId} of ${DurableExecutionName}`;

function timesOf({ FunctionName, StartTimestamp, Derived }: PendingCallback, now: number): string {
  const { Deadline } = Derived;
  const left = Deadline ? `, expires in ${formatDuration(Deadline.getTime() - now)}` : '';
  return `, waiting for ${formatDuration(now - StartTimestamp.getTime())}${left} (${FunctionName})`;
}

const cut = (line: string, width: number): string =>
  line.length > width ? `${line.slice(0, Math.max(0, width - 1))}…` : line;

const nothingWaits = (): Failure =>
  new Failure({
    code: 'callback-not-found',
    message: 'no callback waits there',
    hint: 'durcb executions shows what has become of them; check --region, --profile and --function',
    exitCode: exitCodes.notFound,
  });
