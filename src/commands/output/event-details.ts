import type { Event, EventType } from '@aws-sdk/client-lambda';
import type * as z from 'zod/mini';
import { callbackId, errorObject, executionArn } from './known-members.ts';
import { count, number, object, optional, text, time, truth } from './member.ts';

const truncated = optional(truth('Whether it is not shown whole.'));

const payload = (description: string) =>
  object(description, { Payload: optional(text('The payload, as much as is shown.')), Truncated: truncated });

const result = { Result: optional(payload('What came of it.')) };

const error = {
  Error: optional(
    object('Why it failed.', {
      Payload: optional(errorObject('The error, as much as is shown.')),
      Truncated: truncated,
    }),
  ),
};

const retry = {
  RetryDetails: optional(
    object('Attempts of the step.', {
      CurrentAttempt: optional(count('Which attempt it was, counted from 1.')),
      NextAttemptDelaySeconds: optional(number('Until it is tried again; seconds.')),
    }),
  ),
};

/** What history says of an event, by its type. */
export const eventDetails = {
  ExecutionStarted: {
    Input: optional(payload('Input of the execution.')),
    ExecutionTimeout: optional(number('How long it may take; seconds.')),
  },
  ExecutionSucceeded: result,
  ExecutionFailed: error,
  ExecutionTimedOut: error,
  ExecutionStopped: error,
  ContextStarted: {},
  ContextSucceeded: result,
  ContextFailed: error,
  WaitStarted: {
    Duration: optional(number('How long it is; seconds.')),
    ScheduledEndTimestamp: optional(time('When it ends.')),
  },
  WaitSucceeded: { Duration: optional(number('How long it was; seconds.')) },
  WaitCancelled: error,
  StepStarted: {},
  StepSucceeded: { ...result, ...retry },
  StepFailed: { ...error, ...retry },
  ChainedInvokeStarted: {
    FunctionName: optional(text('The function that is called: name or ARN.')),
    TenantId: optional(text('The tenant it is called for.')),
    Input: optional(payload('What it is called with.')),
    ExecutedVersion: optional(text('Version that runs.')),
    DurableExecutionArn: optional(executionArn),
  },
  ChainedInvokeSucceeded: result,
  ChainedInvokeFailed: error,
  ChainedInvokeTimedOut: error,
  ChainedInvokeStopped: error,
  CallbackStarted: {
    CallbackId: optional(callbackId),
    HeartbeatTimeout: optional(number('How long it lives without a heartbeat; seconds.')),
    Timeout: optional(number('How long it lives in all; seconds.')),
  },
  CallbackSucceeded: result,
  CallbackFailed: error,
  CallbackTimedOut: error,
  InvocationCompleted: {
    StartTimestamp: optional(time('When the invocation began.')),
    EndTimestamp: optional(time('When it ended.')),
    RequestId: optional(text('Id of the invocation, as in its logs.')),
    ...error,
  },
} as const satisfies { readonly [Type in EventType]: MembersOf<NonNullable<Event[`${Type}Details`]>> };

/** Not one is missing. */
type MembersOf<Details> = { readonly [Member in keyof Details]-?: z.ZodMiniType };
