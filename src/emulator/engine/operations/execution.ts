import { parseExecutionArn } from '../../../model/arn.ts';
import type { EventOf } from '../../../model/event.ts';
import type { Operation } from '../../../model/wire.ts';
import { ended, type OperationKind, type OperationState } from '../operation-kind.ts';

type ExecutionEvent = EventOf<
  'ExecutionStarted' | 'ExecutionSucceeded' | 'ExecutionFailed' | 'ExecutionTimedOut' | 'ExecutionStopped'
>;

const refusal = 'Invalid current EXECUTION state to close.';

/** The execution itself. Its function closes it by a reply, or by a checkpoint when the outcome is too large for one. */
export const execution: OperationKind<ExecutionEvent> = {
  actions: {
    SUCCEED: {
      from: ['STARTED'],
      refusal,
      decide: ({ Payload }, { now }) => [
        {
          EventTimestamp: now,
          EventType: '_OutcomeCheckpointed',
          Outcome: { Status: 'SUCCEEDED', Result: Payload },
        },
      ],
    },
    FAIL: {
      from: ['STARTED'],
      refusal,
      decide: ({ Error = {} }, { now }) => [
        { EventTimestamp: now, EventType: '_OutcomeCheckpointed', Outcome: { Status: 'FAILED', Error } },
      ],
    },
  },
  evolve: (before, event) => (before ? over(before, event) : started(event)),
  expire: (_state, now) => [
    { EventTimestamp: now, EventType: 'ExecutionTimedOut', ExecutionTimedOutDetails: {} },
  ],
  suspendsIn: [],
};

function started(event: ExecutionEvent): OperationState {
  const operation: Operation = {
    Id: '',
    Type: 'EXECUTION',
    Status: 'STARTED',
    StartTimestamp: event.EventTimestamp,
  };
  if (event.EventType !== 'ExecutionStarted') return { index: 0, operation };
  const { executionId = '', executionName } = parseExecutionArn(event._Start.Arn) ?? {};
  const { Input, ExecutionTimeout } = event.ExecutionStartedDetails;
  const ExecutionDetails = { InputPayload: Input.Payload };
  return {
    index: 0,
    deadline: event.EventTimestamp + ExecutionTimeout * 1000,
    operation: { ...operation, Id: executionId, Name: executionName, ExecutionDetails },
  };
}

const statuses = {
  ExecutionStarted: 'STARTED',
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionStopped: 'STOPPED',
} as const satisfies Record<ExecutionEvent['EventType'], Operation['Status']>;

function over(before: OperationState, event: ExecutionEvent): OperationState {
  const { Id, Name } = before.operation;
  const stamp = { Id, Name, EventTimestamp: event.EventTimestamp };
  return ended(before, stamp, { Status: statuses[event.EventType] });
}
