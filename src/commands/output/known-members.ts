import { executionStatuses } from '../values/statuses-value.ts';
import { errorMembers } from './error-members.ts';
import { count, number, object, oneOf, optional, text, time } from './member.ts';

export const callbackId = text('Id of the callback; whoever knows it can answer.');

export const executionArn = text('ARN of the execution.');

export const executionName = text('Name of the execution, unique in its function.');

export const functionName = text('Name of the function.');

export const version = text('Version of the function: a number, or $LATEST.');

export const functionArn = text('ARN of the function, with its version.');

export const executionStatus = (description: string) => oneOf(executionStatuses, description);

/** Size and hash, wherever a payload itself is not shown. */
export const digestMembers = {
  Bytes: count('Size of the payload; bytes.'),
  Sha256: text('SHA-256 of the payload, hexadecimal.'),
};

export const digest = (description: string) => object(description, digestMembers);

export const errorObject = (description: string) => object(description, errorMembers);

/** Of an execution, listed or described. */
export const executionMembers = {
  DurableExecutionArn: executionArn,
  DurableExecutionName: executionName,
  FunctionArn: functionArn,
  Status: executionStatus('How the execution stands.'),
  StartTimestamp: time('When the execution was started.'),
  EndTimestamp: optional(time('When it ended; absent while it runs.')),
};

export const executionDuration = number('From its start to its end, or until now while it runs; seconds.');
