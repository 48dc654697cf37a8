import { ExecutionStatus } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { orUndefined, time } from './stored-value.ts';

const { array, object, optional, string } = z;

/** What is kept of lists: the members that durcb reads of them, and no environment variables. */
export const storedAnswers = {
  functions: object({
    Functions: optional(
      array(
        object({
          FunctionName: optional(string()),
          FunctionArn: optional(string()),
          Version: optional(string()),
          DurableConfig: optional(
            object({ ExecutionTimeout: optional(z.number()), RetentionPeriodInDays: optional(z.number()) }),
          ),
        }),
      ),
    ),
    NextMarker: optional(string()),
  }),
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
