import type { EventOf } from '../../../model/event.ts';
import type { OperationUpdate } from '../../../model/wire.ts';
import {
  ended,
  firstState,
  type OperationKind,
  type OperationState,
  stamp,
  type UpdateContext,
} from '../operation-kind.ts';
import { invalidParameter } from '../rejection.ts';

type WaitEvent = EventOf<'WaitStarted' | 'WaitSucceeded' | 'WaitCancelled'>;

export const wait: OperationKind<WaitEvent> = {
  actions: {
    START: {
      from: ['NONE'],
      refusal: 'Cannot start a WAIT that already exist.',
      decide: start,
    },
    CANCEL: {
      from: ['STARTED'],
      refusal: 'Cannot cancel a WAIT that does not exist or has already completed.',
      decide: ({ Error, ...update }, { now }) => [
        {
          ...stamp(update, now),
          EventType: 'WaitCancelled',
          WaitCancelledDetails: Error ? { Error: { Payload: Error } } : {},
        },
      ],
    },
  },
  evolve,
  expire: succeed,
  suspendsIn: ['STARTED'],
};

function start(update: OperationUpdate, { now }: UpdateContext): WaitEvent[] {
  const Duration = update.WaitOptions?.WaitSeconds;
  if (!Duration) throw invalidParameter('Update for WAIT operation requires WaitOptions.');
  const ScheduledEndTimestamp = now + Duration * 1000;
  return [
    {
      ...stamp(update, now),
      EventType: 'WaitStarted',
      WaitStartedDetails: { Duration, ScheduledEndTimestamp },
    },
  ];
}

function succeed({ operation }: OperationState, now: number): WaitEvent[] {
  const scheduledEnd = operation.WaitDetails?.ScheduledEndTimestamp ?? now;
  const Duration = (scheduledEnd - operation.StartTimestamp) / 1000;
  return [{ ...stamp(operation, now), EventType: 'WaitSucceeded', WaitSucceededDetails: { Duration } }];
}

function evolve(existing: OperationState | undefined, event: WaitEvent): OperationState {
  const before = existing ?? firstState('WAIT', event);
  switch (event.EventType) {
    case 'WaitStarted': {
      const { ScheduledEndTimestamp } = event.WaitStartedDetails;
      const operation = { ...before.operation, WaitDetails: { ScheduledEndTimestamp } };
      return { ...before, deadline: ScheduledEndTimestamp, operation };
    }
    case 'WaitSucceeded':
      return ended(before, event, { Status: 'SUCCEEDED' });
    case 'WaitCancelled':
      return ended(before, event, { Status: 'CANCELLED' });
  }
}
