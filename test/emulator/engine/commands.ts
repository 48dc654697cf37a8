import type {
  ChainedOutcome,
  Command,
  InvocationEnd,
  ResolvedTarget,
} from '../../../src/emulator/engine/command.ts';
import { start } from '../../../src/emulator/engine/decide.ts';
import type { DurableExecution } from '../../../src/emulator/engine/durable-execution.ts';
import { currentToken } from '../../../src/emulator/engine/views.ts';
import type { EventOf, ExecutionStart } from '../../../src/model/event.ts';
import type {
  ErrorObject,
  OperationAction,
  OperationType,
  OperationUpdate,
} from '../../../src/model/wire.ts';
import { second } from './second.ts';

type FromState = (state: DurableExecution) => Command;

export const arn =
  'arn:aws:lambda:eu-west-1:123456789012:function:order:$LATEST/durable-execution/order-7/e1';
export const executionId = 'e1';

/** An execution of an hour, begun at second 0. */
export function started(
  options: Partial<ExecutionStart> & { input?: string; executionTimeout?: number } = {},
): EventOf<'ExecutionStarted'> {
  const { input = '{"n":1}', executionTimeout = 3600, ...changed } = options;
  const usual = { Arn: arn, Sync: false, RetentionPeriodInDays: 14, MaxInvocationFailures: 3 };
  return start({ start: { ...usual, ...changed }, input, executionTimeout }, second(0));
}

export const tick: Command = { type: 'Tick' };

/** Its request id is `request-1` for the first invocation, and so on. */
export const invoke: FromState = ({ invocations }) => ({
  type: 'StartInvocation',
  requestId: `request-${invocations + 1}`,
});

export function update(
  type: OperationType,
  action: OperationAction,
  id: string,
  more: Partial<OperationUpdate> = {},
): OperationUpdate {
  return { Id: id, Type: type, Action: action, ...more };
}

/** With the token that is good now. */
export function checkpoint(...updates: readonly OperationUpdate[]): FromState {
  return (state) => checkpointWith({ updates })(state);
}

export function checkpointWith(more: {
  readonly updates?: readonly OperationUpdate[];
  readonly token?: string;
  readonly clientToken?: string;
  readonly targets?: Readonly<Record<string, ResolvedTarget>>;
}): FromState {
  const { updates = [], token, clientToken, targets = {} } = more;
  return (state) => ({
    type: 'Checkpoint',
    token: token ?? currentToken(state) ?? '',
    clientToken,
    updates,
    targets: new Map(Object.entries(targets)),
  });
}

/** The running invocation ends. */
export function end(end: InvocationEnd): FromState {
  return ({ invocation }) => ({ type: 'EndInvocation', requestId: invocation?.requestId ?? '', end });
}

export function reply(answer: unknown): FromState {
  return end({ kind: 'reply', text: JSON.stringify(answer) });
}

export const suspend: FromState = reply({ Status: 'PENDING' });

export const crash: FromState = end({ kind: 'error', error: { ErrorType: 'Runtime.ExitError' } });

export function succeedCallback(operationId: string, result?: string): Command {
  return { type: 'CompleteCallback', operationId, outcome: { kind: 'success', result } };
}

export function failCallback(operationId: string, error: ErrorObject = {}): Command {
  return { type: 'CompleteCallback', operationId, outcome: { kind: 'failure', error } };
}

export function endChainedInvoke(operationId: string, outcome: ChainedOutcome): Command {
  return { type: 'EndChainedInvoke', operationId, outcome };
}

export function heartbeat(operationId: string): Command {
  return { type: 'Heartbeat', operationId };
}

export function stop(error: ErrorObject = {}): Command {
  return { type: 'Stop', error };
}
