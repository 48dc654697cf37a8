import type { DurableExecution } from '../../../../src/emulator/engine/durable-execution.ts';
import { values } from '../../../../src/emulator/engine/persistent-map.ts';
import type { Operation, OperationUpdate } from '../../../../src/model/wire.ts';

/** What a function might well ask for in this state. Two of them may still not go together. */
export function likelyUpdates(state: DurableExecution): readonly OperationUpdate[] {
  const operations = [...values(state.operations)].map(({ operation }) => operation);
  const context = operations.find(({ Type, Status }) => Type === 'CONTEXT' && Status === 'STARTED');
  const close: OperationUpdate = { Id: 'x', Type: 'EXECUTION', Action: 'SUCCEED', Payload: '1' };
  return [
    ...operations.flatMap(nextOf),
    ...starts(state.operations.size, undefined),
    ...starts(state.operations.size + 1, context?.Id),
    close,
  ];
}

function nextOf(operation: Operation): readonly OperationUpdate[] {
  const { Id, Name, ParentId, SubType, Type, Status } = operation;
  const about = { Id, Name, ParentId, SubType, Type };
  const succeed = { ...about, Action: 'SUCCEED', Payload: '1' } as const;
  const fail = { ...about, Action: 'FAIL', Error: { ErrorType: 'E' } } as const;
  const retry = { ...about, Action: 'RETRY', StepOptions: { NextAttemptDelaySeconds: 2 } } as const;
  switch (`${Type} ${Status}`) {
    case 'STEP STARTED':
      return [succeed, fail, retry];
    case 'STEP READY':
      return [succeed, { ...retry, Error: { ErrorType: 'E' } }, { ...about, Action: 'START' }];
    case 'WAIT STARTED':
      return [{ ...about, Action: 'CANCEL' }];
    case 'CONTEXT STARTED':
      return [succeed, fail, { ...succeed, ContextOptions: { ReplayChildren: true } }];
    default:
      return [];
  }
}

function starts(number: number, ParentId: string | undefined): readonly OperationUpdate[] {
  const start = (Type: OperationUpdate['Type'], more: Partial<OperationUpdate> = {}): OperationUpdate => ({
    Id: `${Type}-${number}`,
    Type,
    Action: 'START',
    Name: 'n',
    ParentId,
    ...more,
  });
  return [
    start('STEP'),
    start('STEP', { Action: 'RETRY', StepOptions: { NextAttemptDelaySeconds: 1 } }),
    start('CONTEXT'),
    start('WAIT', { WaitOptions: { WaitSeconds: 3 } }),
    start('CALLBACK', { CallbackOptions: { TimeoutSeconds: 20, HeartbeatTimeoutSeconds: 4 } }),
    start('CALLBACK', { CallbackOptions: { HeartbeatTimeoutSeconds: 30 } }),
    start('CALLBACK'),
    start('CHAINED_INVOKE', { ChainedInvokeOptions: { FunctionName: 'f' } }),
  ];
}
