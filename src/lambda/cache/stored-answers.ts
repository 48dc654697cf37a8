import { ExecutionStatus } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { orUndefined, time } from './stored-value.ts';

const { array, object, optional, string } = z;

// Environment variables, above all, are nobody else's business.
const configuration = object({
  FunctionName: optional(string()),
  FunctionArn: optional(string()),
  Version: optional(string()),
  DurableConfig: optional(
    object({ ExecutionTimeout: optional(z.number()), RetentionPeriodInDays: optional(z.number()) }),
  ),
});

/** What is kept of answers that are lists, or about functions: the members that durcb reads of them, and no others. */
export const storedAnswers = {
  configuration,
  tags: object({ Tags: optional(z.record(string(), string())) }),
  functions: object({ Functions: optional(array(configuration)), NextMarker: optional(string()) }),
  versions: object({
    Versions: optional(array(object({ Version: optional(string()) }))),
    NextMarker: optional(string()),
  }),
  executions: object({
    DurableExecutions: optional(
      array(
        object({
          DurableExecutionArn: orUndefined(string()),
          DurableExecutionName: orUndefined(string()),
          FunctionArn: orUndefined(string()),
          Status: orUndefined(z.enum(ExecutionStatus)),
          StartTimestamp: orUndefined(time),
          EndTimestamp: optional(time),
        }),
      ),
    ),
    NextMarker: optional(string()),
  }),
};
