import type { Lambda } from '../lambda/client.ts';
import { type Action, actions } from './action.ts';
import { type RecordOptions, recorder } from './action-record.ts';
import { type Consent, demandReason, seekConsent, sentenceOf, whyProtected } from './consent.ts';
import type { Intent } from './intent.ts';
import { locate } from './place.ts';
import type { Target } from './whereabouts.ts';

/** The service, where nothing is changed without the consent that it needs, and without being written down. */
export interface GuardedLambda extends Lambda {
  /**
   * Asks for all that follows, where it has to be asked for: once for several, and before there is work for it.
   * What a command does not ask for is asked for when it is done.
   */
  readonly permit: (intent: Intent, signal?: AbortSignal) => Promise<void>;
  /** Throws where a reason is required and none was given: before somebody works for what would be refused. */
  readonly demandReason: (targets: readonly Target[], signal?: AbortSignal) => Promise<void>;
  /** `profile prod is protected`: why everything is asked for; undefined where it is not. */
  readonly protection: (signal?: AbortSignal) => Promise<string | undefined>;
  /** `3 executions of order, account 123456789012, …`: what the question would be about. */
  readonly describe: (intent: Intent, signal?: AbortSignal) => Promise<string>;
}

export interface GuardOptions extends Consent, RecordOptions {
  readonly config: Consent['config'] & RecordOptions['config'];
}

export function guarded(lambda: Lambda, options: GuardOptions): GuardedLambda {
  const record = recorder(lambda, options);
  const targets = new Map<string, Target>();
  let permission: Promise<void> | undefined;
  const permit = (intent: Intent, signal?: AbortSignal) => {
    for (const target of intent.targets) targets.set(keyOf(target), target);
    permission ??= seekConsent(lambda, intent, options, signal);
    return permission;
  };
  const act =
    <Input, Output>(describe: (input: Input) => Action, call: Call<Input, Output>): Call<Input, Output> =>
    async (input, signal) => {
      const action = describe(input);
      // A callback's id does not tell whose it is, but the command may have known.
      const target = targets.get(keyOf(action.target)) ?? action.target;
      await permit({ ...action, targets: [target], isAskedAnywhere: false }, signal);
      return record({ ...action, target }, () => call(input, signal));
    };
  return {
    ...lambda,
    permit,
    demandReason: (all, signal) => demandReason(lambda, all, options, signal),
    protection: (signal) => whyProtected(lambda, options, signal),
    describe: async (intent, signal) =>
      sentenceOf(intent, await locate(lambda, intent.targets, signal), options.config.profile, lambda),
    sendSuccess: act(actions.sendSuccess, lambda.sendSuccess),
    sendFailure: act(actions.sendFailure, lambda.sendFailure),
    stopDurableExecution: act(actions.stopDurableExecution, lambda.stopDurableExecution),
    invoke: act(actions.invoke, lambda.invoke),
  };
}

type Call<Input, Output> = (input: Input, signal?: AbortSignal) => Promise<Output>;

const keyOf = ({ CallbackId, DurableExecutionArn, functionName }: Target): string =>
  CallbackId ?? DurableExecutionArn ?? functionName ?? '';
