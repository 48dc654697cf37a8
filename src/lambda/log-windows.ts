import { isExecutionEnd } from './follow.ts';
import type { TailedEvent } from './tailed-executions.ts';

/** Times between which lines were printed; epoch milliseconds. */
export interface LogWindow {
  readonly start: number;
  readonly end: number;
}

// Lines printed at the end of an invocation may bear a time a little later.
const slack = 2_000;

// Windows this close are read as one, since each costs a call.
const closeness = 60_000;

/** When the functions of executions ran, by what their histories say: an execution that is parked for days prints nothing. */
export function logWindows(events: readonly TailedEvent[], now: number): readonly LogWindow[] {
  const byExecution = Map.groupBy(events, ({ DurableExecutionArn }) => DurableExecutionArn);
  return merged([...byExecution.values()].flatMap((own) => [...invocations(own), ...running(own, now)]));
}

const invocations = (events: readonly TailedEvent[]): readonly LogWindow[] =>
  events.flatMap(({ event }) => {
    const { StartTimestamp, EndTimestamp } = event.InvocationCompletedDetails ?? {};
    if (!StartTimestamp || !EndTimestamp) return [];
    return [{ start: StartTimestamp.getTime(), end: EndTimestamp.getTime() + slack }];
  });

function running(events: readonly TailedEvent[], now: number): readonly LogWindow[] {
  const completed = events.findLastIndex(({ event }) => event.EventType === 'InvocationCompleted');
  const since = events.slice(completed + 1);
  const [first] = since;
  if (!first || since.some(({ event }) => isExecutionEnd(event))) return [];
  return [{ start: first.time, end: now }];
}

function merged(windows: readonly LogWindow[]): readonly LogWindow[] {
  const all: LogWindow[] = [];
  for (const window of windows.toSorted((one, other) => one.start - other.start)) {
    const before = all.at(-1);
    if (!before || window.start > before.end + closeness) all.push(window);
    else all[all.length - 1] = { start: before.start, end: Math.max(before.end, window.end) };
  }
  return all;
}
