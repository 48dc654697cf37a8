import { EventType } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { HistoryEvent } from '../history-event.ts';
import { orUndefined, time } from './stored-value.ts';

const { optional, object, number, string } = z;

// An empty object would be one of any members to the types.
const nothing = object({ nothing: optional(z.undefined()) });

/** That there was an input, result or error, and nothing of what it was. */
const payload = object({ Truncated: optional(z.boolean()) });
const withResult = object({ Result: orUndefined(payload) });
const withError = object({ Error: orUndefined(payload) });
const mayHaveError = object({ Error: optional(payload) });
const RetryDetails = orUndefined(
  object({ CurrentAttempt: optional(number()), NextAttemptDelaySeconds: optional(number()) }),
);

const timeouts = new Set<string | undefined>(['Callback.Timeout', 'Callback.Heartbeat']);

// Which timeout it was are words of the service, not of a function; in nothing else of an event does it stand.
const timeoutType = z.codec(optional(string()), optional(string()), {
  decode: (type) => type,
  encode: (type) => (timeouts.has(type) ? type : undefined),
});
const timeoutError = object({
  Truncated: optional(z.boolean()),
  Payload: optional(object({ ErrorType: timeoutType })),
});

/** An event as it is kept: of each member that is named here, and of no other. */
const StoredEvent = object({
  EventType: z.enum(EventType),
  EventId: number(),
  EventTimestamp: time,
  Id: optional(string()),
  Name: optional(string()),
  SubType: optional(string()),
  ParentId: optional(string()),
  ExecutionStartedDetails: optional(
    object({ Input: orUndefined(payload), ExecutionTimeout: orUndefined(number()) }),
  ),
  ExecutionSucceededDetails: optional(withResult),
  ExecutionFailedDetails: optional(withError),
  ExecutionTimedOutDetails: optional(mayHaveError),
  ExecutionStoppedDetails: optional(withError),
  ContextStartedDetails: optional(nothing),
  ContextSucceededDetails: optional(withResult),
  ContextFailedDetails: optional(withError),
  WaitStartedDetails: optional(
    object({ Duration: orUndefined(number()), ScheduledEndTimestamp: orUndefined(time) }),
  ),
  WaitSucceededDetails: optional(object({ Duration: optional(number()) })),
  WaitCancelledDetails: optional(mayHaveError),
  StepStartedDetails: optional(nothing),
  StepSucceededDetails: optional(object({ Result: orUndefined(payload), RetryDetails })),
  StepFailedDetails: optional(object({ Error: orUndefined(payload), RetryDetails })),
  ChainedInvokeStartedDetails: optional(
    object({
      FunctionName: orUndefined(string()),
      TenantId: optional(string()),
      Input: optional(payload),
      ExecutedVersion: optional(string()),
      DurableExecutionArn: optional(string()),
    }),
  ),
  ChainedInvokeSucceededDetails: optional(withResult),
  ChainedInvokeFailedDetails: optional(withError),
  ChainedInvokeTimedOutDetails: optional(withError),
  ChainedInvokeStoppedDetails: optional(withError),
  CallbackStartedDetails: optional(
    object({
      CallbackId: orUndefined(string()),
      HeartbeatTimeout: optional(number()),
      Timeout: optional(number()),
    }),
  ),
  CallbackSucceededDetails: optional(withResult),
  CallbackFailedDetails: optional(withError),
  CallbackTimedOutDetails: optional(object({ Error: orUndefined(timeoutError) })),
  InvocationCompletedDetails: optional(
    object({
      StartTimestamp: orUndefined(time),
      EndTimestamp: orUndefined(time),
      RequestId: orUndefined(string()),
      Error: optional(payload),
    }),
  ),
});

const StoredHistory = z.array(StoredEvent);

/** As JSON without any payload; undefined for an event of a kind that is not known here. */
export function encodeEvent(event: HistoryEvent): string | undefined {
  const encoded = z.safeEncode(StoredEvent, event);
  return encoded.success ? JSON.stringify(encoded.data) : undefined;
}

/** Of encoded events. */
export const encodeHistory = (events: readonly string[]): string => `[${events.join(',\n')}]`;

/** Undefined when it is not what `encodeHistory` wrote. */
export function decodeHistory(text: string): readonly HistoryEvent[] | undefined {
  try {
    return z.decode(StoredHistory, JSON.parse(text));
  } catch {
    return undefined;
  }
}
