import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEvent } from '../../../src/model/event.ts';
import { play } from './trace-player.ts';
import { traces } from './traces.ts';

for (const [kind, ofKind] of Object.entries(traces)) {
  for (const trace of ofKind) {
    test(`${kind}: ${trace}`, () => {
      assert.equal(traceOf(play(trace).past), trace);
    });
  }
}

function traceOf(events: readonly JournalEvent[]): string {
  return events
    .filter(({ EventType }) => EventType !== 'ExecutionStarted' && !EventType.startsWith('_'))
    .map(codeOf)
    .join(' ');
}

const letters = {
  Step: 'S',
  Wait: 'W',
  Context: 'C',
  Callback: 'B',
  ChainedInvoke: 'I',
  Execution: 'X',
};
const ends = { Started: '+', Succeeded: '.ok', Failed: '.fail', TimedOut: '.to' };

function codeOf(event: JournalEvent): string {
  if (event.EventType === 'InvocationCompleted') return event.InvocationCompletedDetails.Error ? '|!' : '|';
  const code = [...Object.entries(letters), ...Object.entries(ends)].reduce<string>(
    (text, [word, short]) => text.replace(word, short),
    event.EventType,
  );
  return `${code}${'Id' in event ? `#${event.Id}` : ''}${delayOf(event)}`;
}

function delayOf(event: JournalEvent): string {
  const seconds =
    event.EventType === 'StepSucceeded'
      ? event.StepSucceededDetails.RetryDetails.NextAttemptDelaySeconds
      : event.EventType === 'StepFailed' && event.StepFailedDetails.RetryDetails.NextAttemptDelaySeconds;
  return seconds ? `~${seconds}` : '';
}
