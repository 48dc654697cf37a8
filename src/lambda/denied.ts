import { parseExecutionArn, parseFunctionReference } from '../model/arn.ts';
import type { Asked } from './asked.ts';

/** Which permission was missing, and how to come by it. */
export interface Denial {
  readonly message: string;
  readonly hint: string;
}

/** Names the action and the resource, which the service does not always do. */
export function explainDenial(message: string, asked: Asked | undefined): Denial {
  const [, said] = /not authorized to perform: ([\w:*]+)/.exec(message) ?? [];
  const action = said ?? (asked && actionOf(asked));
  if (action === undefined) return { message, hint: otherwise };
  const [, place] = /\bon resource: (\S+)/.exec(message) ?? [];
  const resource = place ?? (asked && resourceOf(asked)) ?? '*';
  const isTold = said !== undefined && place !== undefined;
  const [, user] = /^User: (\S+)/.exec(message) ?? [];
  return {
    message: isTold ? message : `${user ?? 'you'} may not ${action} on ${resource}: ${message}`,
    hint: `${whyOf(message, action)}${policyOf(action, resource)}`,
  };
}

const otherwise = 'ask for that permission, or name another --profile';

// IAM calls one of them otherwise than the API does.
const actionOf = ({ operation }: Asked): string =>
  `lambda:${operation === 'Invoke' ? 'InvokeFunction' : operation}`;

function resourceOf({ input }: Asked): string | undefined {
  const { DurableExecutionArn, FunctionName, CallbackId } = Object.fromEntries(Object.entries(input));
  if (DurableExecutionArn !== undefined) return String(DurableExecutionArn);
  if (FunctionName !== undefined) return `function ${FunctionName}`;
  return CallbackId === undefined ? undefined : `the execution of callback ${CallbackId}`;
}

function whyOf(message: string, action: string): string {
  if (/explicit deny/.test(message)) return 'a policy denies it, which no other can allow; what it takes: ';
  return action === 'lambda:GetDurableExecutionHistory'
    ? "AWS's own policy for durable functions leaves out reading histories; for one that has it: "
    : 'for a policy that has it: ';
}

/** The command line that prints what must be allowed. */
function policyOf(action: string, resource: string): string {
  const command = commands[action] ?? 'pending';
  const { functionName } = parseExecutionArn(resource) ?? functionOf(resource) ?? logsOf(resource);
  return `durcb doctor --iam ${command}${functionName ? ` --function ${functionName}` : ''}`;
}

const functionOf = (resource: string) =>
  /^arn:|^function /.test(resource)
    ? parseFunctionReference(resource.replace(/^function /, '').replace(/\/.*|:\*$/, ''))
    : undefined;

const logsOf = (resource: string) => ({
  functionName: /:log-group:\/aws\/lambda\/([^:]+)/.exec(resource)?.[1],
});

/** The least that durcb does with each permission. */
const commands: Readonly<Record<string, string>> = {
  'lambda:GetDurableExecution': 'describe',
  'lambda:GetDurableExecutionHistory': 'history',
  'lambda:ListDurableExecutionsByFunction': 'executions',
  'lambda:ListVersionsByFunction': 'executions',
  'lambda:SendDurableExecutionCallbackSuccess': 'send-success',
  'lambda:SendDurableExecutionCallbackFailure': 'send-failure',
  'lambda:SendDurableExecutionCallbackHeartbeat': 'heartbeat',
  'lambda:StopDurableExecution': 'stop',
  'lambda:InvokeFunction': 'start',
  'lambda:GetFunctionConfiguration': 'start',
  'lambda:ListTags': 'tags',
  'logs:FilterLogEvents': 'logs',
};
