import type { Row } from '../cli/command.ts';
import { formatFunctionArn, parseFunctionReference } from '../model/arn.ts';

const read = ['lambda:GetDurableExecution', 'lambda:GetDurableExecutionHistory'];
const find = ['lambda:ListVersionsByFunction', 'lambda:ListDurableExecutionsByFunction'];
const success = 'lambda:SendDurableExecutionCallbackSuccess';
const failure = 'lambda:SendDurableExecutionCallbackFailure';
const heartbeat = 'lambda:SendDurableExecutionCallbackHeartbeat';
const begin = ['lambda:GetFunctionConfiguration', 'lambda:ListVersionsByFunction', 'lambda:InvokeFunction'];

/** What the commands ask AWS for, those that find an execution or callback by its name included. */
const actions = {
  pending: [...find, 'lambda:GetDurableExecutionHistory'],
  stats: [...find, 'lambda:GetDurableExecutionHistory'],
  executions: find,
  send: [...find, ...read, success, failure],
  'send-success': [...find, ...read, success],
  'send-failure': [...find, ...read, failure],
  answer: [...find, ...read, success, failure],
  heartbeat: [...find, ...read, heartbeat],
  run: [...find, ...read, success, failure, heartbeat],
  start: [...begin, ...read],
  rerun: [...find, ...begin, ...read],
  describe: [...find, ...read],
  tail: [...find, ...read],
  history: [...find, ...read],
  export: [...find, ...read],
  diff: [...find, ...read],
  wait: [...find, ...read],
  result: [...find, ...read],
  stop: [...find, 'lambda:GetDurableExecution', 'lambda:StopDurableExecution'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PolicyTopic = keyof typeof actions;

export const isPolicyTopic = (text: string): text is PolicyTopic => Object.hasOwn(actions, text);

export const policyTopics: readonly string[] = Object.keys(actions);

export interface PolicyScope {
  /** A name, an ARN, or a pattern such as `order-*`; all functions without one. */
  readonly functionName: string | undefined;
  readonly region: string | undefined;
}

/** The least that somebody must be allowed to use these commands. */
export function iamPolicy(topics: readonly PolicyTopic[], { functionName, region }: PolicyScope): Row {
  const named = parseFunctionReference(functionName ?? '');
  const place = { partition: 'aws', region: named?.region ?? region ?? '*', account: named?.account ?? '*' };
  const arn = formatFunctionArn(place, named?.functionName ?? functionName ?? '*');
  const Action = [...new Set(topics.flatMap((topic) => actions[topic]))].toSorted();
  // Executions lie below a version of their function, which the name alone does not match.
  const statement = { Sid: 'DurcbFunctions', Effect: 'Allow', Action, Resource: [arn, `${arn}:*`] };
  const listing = {
    Sid: 'DurcbFindFunctions',
    Effect: 'Allow',
    Action: 'lambda:ListFunctions',
    Resource: '*',
  };
  return { Version: '2012-10-17', Statement: named ? [statement] : [statement, listing] };
}
