import {
  callbackId,
  executionArn,
  executionName,
  functionArn,
  functionName,
  version,
} from './known-members.ts';
import { derived, number, object, optional, type Printed, text, time } from './member.ts';

export const pendingMembers = {
  CallbackId: callbackId,
  Name: optional(text('Name of the callback itself.')),
  DurableExecutionArn: executionArn,
  DurableExecutionName: executionName,
  FunctionArn: functionArn,
  FunctionName: functionName,
  Version: version,
  OperationId: text('Id of the callback among the operations of its execution.'),
  ParentId: optional(text('Id of the operation that it is in.')),
  StartTimestamp: time('Since when it waits.'),
  Timeout: optional(number('How long it waits in all; seconds.')),
  HeartbeatTimeout: optional(number('How long it waits without a heartbeat; seconds.')),
};

export const pendingDerived = {
  Name: optional(text('What people call it: the name of the waitForCallback around it, or its own.')),
  Deadline: optional(time('When it expires for want of an answer.')),
  AgeSeconds: number('How long it has waited; seconds.'),
  ExpiresInSeconds: optional(number('Until it expires for want of an answer; seconds.')),
};

/** A callback that waits for an answer. */
export const pendingRow = object('A callback that waits for an answer.', {
  ...pendingMembers,
  Derived: derived(pendingDerived),
});
export type PendingRow = Printed<typeof pendingRow>;
