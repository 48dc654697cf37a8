import { callbackId, digestMembers, executionArn, executionName, functionName } from './known-members.ts';
import { object, oneOf, optional, text, time } from './member.ts';

/** A line of the log of actions. */
export const loggedAction = object('Something that durcb did, or tried to do.', {
  At: time('When it was written down.'),
  ActionId: text('The same in both lines of an action.'),
  Outcome: oneOf(
    ['trying', 'done', 'refused', 'unknown'],
    'trying comes before the call, the others after it; unknown: nobody heard what became of it.',
  ),
  Command: text('The sub-command.'),
  Operation: text('What was asked of the service, as AWS calls it.'),
  Reason: optional(text('Why it was done, as --reason says.')),
  User: optional(text('Who ran durcb, as the machine calls them.')),
  Profile: optional(text('Profile of the AWS configuration.')),
  Account: optional(text('Number of the AWS account.')),
  Region: optional(text('AWS region.')),
  Endpoint: text('Where it was sent.'),
  FunctionName: optional(functionName),
  DurableExecutionArn: optional(executionArn),
  DurableExecutionName: optional(executionName),
  CallbackId: optional(callbackId),
  Bytes: optional(digestMembers.Bytes),
  Sha256: optional(digestMembers.Sha256),
  RequestId: optional(text('Id of the request, as in CloudTrail.')),
  Code: optional(text('What kind of error it ended with, as in the error object.')),
});
