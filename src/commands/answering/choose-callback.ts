import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import type { Choice } from '../../cli/prompt.ts';
import { type CallbackScope, pendingCallbacks } from '../../lambda/callbacks.ts';
import type { Lambda } from '../../lambda/client.ts';
import type { PendingCallback } from '../../lambda/pending-callback.ts';
import { sayingNothingWasSent } from '../also-saying.ts';
import { pendingSentence, pendingTitle } from './pending-sentence.ts';

/** The callback that a person chooses among those that wait. */
export async function chooseCallback(
  { clock, prompt, signal }: Pick<Context, 'clock' | 'prompt' | 'signal'>,
  lambda: Lambda,
  scope: CallbackScope,
): Promise<PendingCallback> {
  const choices: Choice<PendingCallback>[] = [];
  for await (const value of pendingCallbacks(lambda, scope, signal))
    choices.push({ name: pendingSentence(value, clock.now()), short: pendingTitle(value), value });
  if (choices.length === 0) throw nothingWaits();
  return prompt.choose('Which callback?', choices, 'its id').catch((error) => {
    throw sayingNothingWasSent(error);
  });
}

const nothingWaits = (): Failure =>
  new Failure({
    code: 'callback-not-found',
    message: 'no callback waits there',
    hint: 'durcb executions shows what has become of them; check --region, --profile and --function',
    exitCode: exitCodes.notFound,
  });
