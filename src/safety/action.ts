import type { Lambda } from '../lambda/client.ts';
import { parseExecutionArn } from '../model/arn.ts';
import type { Intent } from './intent.ts';
import type { Target } from './whereabouts.ts';

/** One call that changes something. */
export interface Action extends Pick<Intent, 'verb' | 'what'> {
  /** As AWS calls it, and as its own trail does. */
  readonly operation: string;
  readonly target: Target;
  /** Of the execution that is started: whoever hears no answer finds it by that. */
  readonly executionName?: string | undefined;
  /** What is sent with it. */
  readonly payload?: Uint8Array | string | undefined;
}

type Input<Name extends 'sendSuccess' | 'sendFailure' | 'stopDurableExecution' | 'invoke'> = Parameters<
  Lambda[Name]
>[0];

/** All calls that change what becomes of an execution; a heartbeat only lets it wait on. */
export const actions = {
  sendSuccess: ({ CallbackId, Result }: Input<'sendSuccess'>): Action => ({
    operation: 'SendDurableExecutionCallbackSuccess',
    verb: 'answer',
    what: 'a callback (with success)',
    target: { CallbackId },
    payload: known(Result),
  }),
  sendFailure: ({ CallbackId, Error }: Input<'sendFailure'>): Action => ({
    operation: 'SendDurableExecutionCallbackFailure',
    verb: 'answer',
    what: 'a callback (with failure)',
    target: { CallbackId },
    payload: Error && JSON.stringify(Error),
  }),
  stopDurableExecution: ({ DurableExecutionArn = '', Error }: Input<'stopDurableExecution'>): Action => ({
    operation: 'StopDurableExecution',
    verb: 'stop',
    what: `execution ${parseExecutionArn(DurableExecutionArn)?.executionName ?? DurableExecutionArn}`,
    target: { DurableExecutionArn },
    payload: Error && JSON.stringify(Error),
  }),
  invoke: ({ FunctionName, DurableExecutionName, Payload }: Input<'invoke'>): Action => ({
    operation: 'Invoke',
    verb: 'start',
    what: 'an execution',
    target: { functionName: FunctionName },
    executionName: DurableExecutionName,
    payload: known(Payload),
  }),
} as const;

// The SDK would take streams, too, and commands give none.
const known = (payload: unknown): Uint8Array | string | undefined =>
  typeof payload === 'string' || payload instanceof Uint8Array ? payload : undefined;
