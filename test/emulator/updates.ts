import type {
  CallbackOptions,
  OperationAction,
  OperationType,
  OperationUpdate,
} from '@aws-sdk/client-lambda';

/** One update of a checkpoint, as the SDKs send it. */
export function update(
  Type: OperationType,
  Action: OperationAction,
  Id: string,
  more: Partial<OperationUpdate> = {},
): OperationUpdate {
  return { Id, Type, Action, ...more };
}

export function startWait(Id: string, WaitSeconds: number): OperationUpdate {
  return update('WAIT', 'START', Id, { WaitOptions: { WaitSeconds } });
}

export function startCallback(Id: string, options?: CallbackOptions): OperationUpdate {
  return update('CALLBACK', 'START', Id, { Name: `wait for ${Id}`, CallbackOptions: options });
}

export function startInvoke(Id: string, FunctionName: string, Payload?: string): OperationUpdate {
  return update('CHAINED_INVOKE', 'START', Id, { ChainedInvokeOptions: { FunctionName }, Payload });
}
