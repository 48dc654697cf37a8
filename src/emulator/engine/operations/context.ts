import type { EventOf } from '../../../model/event.ts';
import { ended, firstState, type OperationKind, type OperationState, stamp } from '../operation-kind.ts';

type ContextEvent = EventOf<'ContextStarted' | 'ContextSucceeded' | 'ContextFailed'>;

export const context: OperationKind<ContextEvent> = {
  actions: {
    START: {
      from: ['NONE'],
      refusal: 'Cannot start a CONTEXT that already exist.',
      decide: (update, { now }) => [
        { ...stamp(update, now), EventType: 'ContextStarted', ContextStartedDetails: {} },
      ],
    },
    SUCCEED: {
      from: ['NONE', 'STARTED'],
      refusal: 'Invalid current CONTEXT state to close.',
      decide: (update, { now }) => [
        {
          ...stamp(update, now),
          EventType: 'ContextSucceeded',
          ContextSucceededDetails: { Result: { Payload: update.Payload } },
          _ReplayChildren: update.ContextOptions?.ReplayChildren,
        },
      ],
    },
    FAIL: {
      from: ['NONE', 'STARTED'],
      refusal: 'Invalid current CONTEXT state to close.',
      decide: (update, { now }) => [
        {
          ...stamp(update, now),
          EventType: 'ContextFailed',
          ContextFailedDetails: { Error: { Payload: update.Error ?? {} } },
          _ReplayChildren: update.ContextOptions?.ReplayChildren,
        },
      ],
    },
  },
  evolve,
  suspendsIn: [],
};

function evolve(existing: OperationState | undefined, event: ContextEvent): OperationState {
  const before = existing ?? firstState('CONTEXT', event);
  switch (event.EventType) {
    case 'ContextStarted':
      return before;
    case 'ContextSucceeded': {
      const Result = event.ContextSucceededDetails.Result.Payload;
      const ContextDetails = { Result, ReplayChildren: event._ReplayChildren };
      return ended(before, event, { Status: 'SUCCEEDED', ContextDetails });
    }
    case 'ContextFailed': {
      const { Payload } = event.ContextFailedDetails.Error;
      const ContextDetails = { Error: Payload, ReplayChildren: event._ReplayChildren };
      return ended(before, event, { Status: 'FAILED', ContextDetails });
    }
  }
}
