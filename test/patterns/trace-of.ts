import * as z from 'zod/mini';

const retry = z.optional(z.object({ NextAttemptDelaySeconds: z.optional(z.number()) }));
const details = z.optional(z.object({ RetryDetails: retry }));

const history = z.array(
  z.object({
    EventType: z.string(),
    Id: z.optional(z.string()),
    StepFailedDetails: details,
    StepSucceededDetails: details,
    InvocationCompletedDetails: z.optional(
      z.object({ Error: z.optional(z.object({ Payload: z.optional(z.unknown()) })) }),
    ),
  }),
);

type Event = z.output<typeof history>[number];

/**
 * A history as `durcb history -o json` prints it, short enough to be read: after ExecutionStarted, `S W C B I` are
 * step, wait, context, callback and chained invoke, `X` the execution; `+ .ok .fail .to` say what became of it; `#n`
 * counts the operations, `~` is a retry to come; `|` an invocation's end, `|!` with an error.
 */
export function traceOf(json: string): string {
  const [, ...events] = history.parse(JSON.parse(json));
  const ids = new Map<string, number>();
  const numberOf = (id: string) => {
    const number = ids.get(id) ?? ids.size + 1;
    ids.set(id, number);
    return number;
  };
  return events.map((event) => word(event, numberOf)).join(' ');
}

const letters: Readonly<Record<string, string>> = {
  Execution: 'X',
  Context: 'C',
  Step: 'S',
  Wait: 'W',
  Callback: 'B',
  ChainedInvoke: 'I',
};

const verbs: Readonly<Record<string, string>> = {
  Started: '+',
  Succeeded: '.ok',
  Failed: '.fail',
  TimedOut: '.to',
  Stopped: '.stop',
};

function word(event: Event, numberOf: (id: string) => number): string {
  const { EventType, Id = '' } = event;
  if (EventType === 'InvocationCompleted')
    return event.InvocationCompletedDetails?.Error?.Payload ? '|!' : '|';
  const [, subject = '', verb = ''] =
    /^(.*?)(Started|Succeeded|Failed|TimedOut|Stopped)$/.exec(EventType) ?? [];
  const what = `${letters[subject]}${verbs[verb]}`;
  if (subject === 'Execution') return what;
  const retried = event.StepFailedDetails ?? event.StepSucceededDetails;
  const isRetried = retried?.RetryDetails?.NextAttemptDelaySeconds !== undefined;
  return `${what}#${numberOf(Id)}${isRetried ? '~' : ''}`;
}
