import { test } from 'node:test';
import { checkpoint, invoke, suspend, tick, update } from '../commands.ts';
import { checkpointed } from '../events.ts';
import { at, given } from '../given.ts';
import { second } from '../second.ts';
import { specifyTransitions } from './transitions.ts';

const about = { Name: 'cool down', SubType: 'Wait', ParentId: 'c' };
const for10 = { WaitOptions: { WaitSeconds: 10 } };
const context = update('CONTEXT', 'START', 'c');
const start = update('WAIT', 'START', 'a', { ...about, ...for10 });
const cancel = update('WAIT', 'CANCEL', 'a', about);

const running = at(0, invoke);
const waiting = at(1, checkpoint(context, start));
const shown = {
  Id: 'a',
  Type: 'WAIT',
  ...about,
  StartTimestamp: second(1),
  WaitDetails: { ScheduledEndTimestamp: second(11) },
};

const startForLong = checkpoint(update('WAIT', 'START', 'a', { WaitOptions: { WaitSeconds: 1000 } }));

specifyTransitions({
  type: 'WAIT',
  statuses: {
    NONE: [],
    STARTED: [at(1, startForLong)],
    SUCCEEDED: [at(1, checkpoint(update('WAIT', 'START', 'a', for10))), at(11, tick)],
    CANCELLED: [at(1, startForLong), at(2, checkpoint(update('WAIT', 'CANCEL', 'a')))],
  },
  actions: {
    START: { options: for10, from: ['NONE'], refusal: 'Cannot start a WAIT that already exist.' },
    CANCEL: {
      from: ['STARTED'],
      refusal: 'Cannot cancel a WAIT that does not exist or has already completed.',
    },
  },
});

test('a wait knows when it ends', () => {
  given(running, at(1, checkpoint(context)))
    .when(checkpoint(start), 1)
    .happens(
      {
        EventTimestamp: second(1),
        EventType: 'WaitStarted',
        Id: 'a',
        ...about,
        WaitStartedDetails: { Duration: 10, ScheduledEndTimestamp: second(11) },
      },
      checkpointed(1),
    )
    .shows('a', { ...shown, Status: 'STARTED' })
    .actsAt(11);
});

test('a wait does not end early', () => {
  given(running, waiting).when(tick, 10.999).happens();
});

test('a wait ends by itself, and keeps its planned duration when the tick is late', () => {
  given(running, waiting)
    .when(tick, 12)
    .happens({
      EventTimestamp: second(12),
      EventType: 'WaitSucceeded',
      Id: 'a',
      ...about,
      WaitSucceededDetails: { Duration: 10 },
    })
    .shows('a', { ...shown, Status: 'SUCCEEDED', EndTimestamp: second(12) })
    .actsAt(3600);
});

test('a wait is cancelled, and the function has no need to be told', () => {
  given(running, waiting)
    .when(checkpoint(cancel), 2)
    .happens(
      {
        EventTimestamp: second(2),
        EventType: 'WaitCancelled',
        Id: 'a',
        ...about,
        WaitCancelledDetails: {},
      },
      checkpointed(2),
    )
    .shows('a', { ...shown, Status: 'CANCELLED', EndTimestamp: second(2) })
    .actsAt(3600)
    .when(tick, 11)
    .happens();
});

test('a cancelled wait may say why', () => {
  given(running, waiting)
    .when(checkpoint({ ...cancel, Error: { ErrorMessage: 'no need' } }), 2)
    .happens(
      {
        EventTimestamp: second(2),
        EventType: 'WaitCancelled',
        Id: 'a',
        ...about,
        WaitCancelledDetails: { Error: { Payload: { ErrorMessage: 'no need' } } },
      },
      checkpointed(2),
    );
});

test('a wait needs to know how long', () => {
  for (const WaitOptions of [undefined, {}, { WaitSeconds: 0 }]) {
    given(running)
      .when(checkpoint(update('WAIT', 'START', 'a', { WaitOptions })), 1)
      .refused('InvalidParameterValueException', 'Update for WAIT operation requires WaitOptions.');
  }
});

test('a wait that is over when the checkpoint comes is not cancelled', () => {
  given(running, waiting)
    .when(checkpoint(cancel), 11)
    .refused(
      'InvalidParameterValueException',
      'Cannot cancel a WAIT that does not exist or has already completed.',
    );
});

test('the end of a wait wakes a function that sleeps', () => {
  given(running, waiting, at(1, suspend), at(11, tick))
    .when(invoke, 11)
    .happens({ EventTimestamp: second(11), EventType: '_InvocationStarted', RequestId: 'request-2' });
});
