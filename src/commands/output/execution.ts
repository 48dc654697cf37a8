import type * as z from 'zod/mini';
import {
  digest,
  digestMembers,
  errorObject,
  executionArn,
  executionDuration,
  executionMembers,
  executionName,
  functionName,
  version,
} from './known-members.ts';
import { count, derived, number, object, optional, type Printed, text, truth } from './member.ts';

/** An execution in a list. */
export const executionRow = object('An execution.', {
  ...executionMembers,
  KMSKeyArn: optional(text('Key that its data is encrypted with.')),
  Derived: derived({
    FunctionName: optional(functionName),
    Version: optional(version),
    DurationSeconds: executionDuration,
  }),
});
export type ExecutionRow = Printed<typeof executionRow>;

/** An execution that is not waited for. */
export const startedRecord = object('An execution that was started.', {
  DurableExecutionArn: executionArn,
  DurableExecutionName: optional(executionName),
  InputPayload: optional(text('Its input, with --show.')),
  Derived: derived({
    FunctionName: optional(functionName),
    Version: optional(version),
    Bytes: optional(digestMembers.Bytes),
    Sha256: optional(digestMembers.Sha256),
  }),
});
export type StartedRecord = Printed<typeof startedRecord>;

const describedMembers = {
  ...executionMembers,
  Version: optional(version),
  DurableConfig: optional(
    object('How the function was configured when it started.', {
      KMSKeyArn: optional(text('Key that its data is encrypted with.')),
      RetentionPeriodInDays: optional(count('How long it is kept after its end; days.')),
      ExecutionTimeout: optional(number('How long it may take; seconds.')),
    }),
  ),
  TraceHeader: optional(
    object('Trace that it belongs to.', { XAmznTraceId: optional(text('X-Ray trace header.')) }),
  ),
};

/** An execution as `start --wait`, `wait` and `describe` print it; `more` joins Derived. */
export const executionRecord = <More extends z.core.$ZodLooseShape>(more: More) =>
  object('An execution.', {
    ...describedMembers,
    InputPayload: optional(text('Its input, with --show.')),
    Result: optional(text('Its result, with --show.')),
    Error: optional(errorObject('Why it failed; without data and stack trace unless --show.')),
    Derived: derived({
      FunctionName: optional(functionName),
      Version: optional(version),
      DurationSeconds: executionDuration,
      Input: optional(digest('Its input.')),
      Result: optional(digest('Its result.')),
      Error: optional(text('Why it failed, in a line.')),
      ...more,
    }),
  });

/** An execution with its payloads, as GetDurableExecution gives it. */
export const wholeExecution = object('The execution, as in GetDurableExecution.', {
  ...describedMembers,
  InputPayload: optional(text('Its input.')),
  Result: optional(text('Its result.')),
  Error: optional(errorObject('Why it failed.')),
  ExecutionDataIncluded: optional(truth('Whether the service shows input, result and error.')),
});

/** Where an execution is in the console. */
export const openedRecord = object('Where an execution is in the Lambda console.', {
  DurableExecutionArn: executionArn,
  Derived: derived({ ConsoleUrl: text('Address of its page.') }),
});
