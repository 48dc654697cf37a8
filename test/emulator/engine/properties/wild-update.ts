import { OperationAction, OperationType } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import type { OperationUpdate } from '../../../../src/model/wire.ts';

const id = fc.constantFrom('STEP-1', 'STEP-2', 'CONTEXT-1', 'WAIT-2', 'CALLBACK-3', 'x', 'e1');
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

/** An update of which any part may be wrong. */
export const wildUpdate: fc.Arbitrary<OperationUpdate> = fc.record({
  Id: id,
  Type: fc.constantFrom(...Object.values(OperationType)),
  Action: fc.constantFrom(...Object.values(OperationAction)),
  Name: maybe(fc.constantFrom('n', 'm')),
  ParentId: maybe(id),
  Payload: maybe(fc.string()),
  Error: maybe(fc.record({ ErrorMessage: fc.string() })),
  StepOptions: maybe(fc.record({ NextAttemptDelaySeconds: maybe(fc.nat({ max: 5 })) })),
  WaitOptions: maybe(fc.record({ WaitSeconds: maybe(fc.nat({ max: 5 })) })),
  CallbackOptions: maybe(fc.record({ TimeoutSeconds: maybe(fc.nat({ max: 5 })) })),
  ChainedInvokeOptions: maybe(
    fc.record({ FunctionName: fc.constantFrom('f', '999999999999:function:f', '') }),
  ),
});
