import type { OperationType } from '../../../model/wire.ts';
import type { OperationKind } from '../operation-kind.ts';
import { callback } from './callback.ts';
import { chainedInvoke } from './chained-invoke.ts';
import { context } from './context.ts';
import { execution } from './execution.ts';
import { step } from './step.ts';
import { wait } from './wait.ts';

export const operationKinds = {
  EXECUTION: execution,
  STEP: step,
  WAIT: wait,
  CALLBACK: callback,
  CHAINED_INVOKE: chainedInvoke,
  CONTEXT: context,
} satisfies Record<OperationType, OperationKind<never>>;
