import type { Row } from '../cli/command.ts';
import { parseFunction } from '../lambda/functions.ts';
import { formatFunctionArn, type Place, parseFunctionReference } from '../model/arn.ts';

const read = ['lambda:GetDurableExecution', 'lambda:GetDurableExecutionHistory'];
const find = ['lambda:ListVersionsByFunction', 'lambda:ListDurableExecutionsByFunction'];
const success = 'lambda:SendDurableExecutionCallbackSuccess';
const failure = 'lambda:SendDurableExecutionCallbackFailure';
const heartbeat = 'lambda:SendDurableExecutionCallbackHeartbeat';
const begin = ['lambda:GetFunctionConfiguration', 'lambda:ListVersionsByFunction', 'lambda:InvokeFunction'];

/** What the commands ask AWS for, those that find an execution or callback by its name included. */
const actions = {
  pending: [...find, ...read],
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
  /** For --tag. */
  tags: ['lambda:ListTags'],
  /** Of what functions print. */
  logs: ['logs:FilterLogEvents'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Topic = keyof typeof actions;
export type PolicyTopic = Topic | 'all';

const isTopic = (text: string): text is Topic => Object.hasOwn(actions, text);

export const isPolicyTopic = (text: string): text is PolicyTopic => text === 'all' || isTopic(text);

const topics = Object.keys(actions).filter(isTopic);

export const policyTopics: readonly string[] = [...topics, 'all'];

export interface PolicyScope {
  /** A name, an ARN, or a pattern such as `order-*`; all functions without one. */
  readonly functionName: string | undefined;
  readonly region: string | undefined;
}

/** The least that somebody must be allowed to use these commands; throws for what names no function. */
export function iamPolicy(asked: readonly PolicyTopic[], { functionName, region }: PolicyScope): Row {
  const isNameOrPattern = functionName === undefined || /^[\w.*?-]+$/.test(functionName);
  if (!isNameOrPattern) parseFunction(functionName);
  const named = parseFunctionReference(functionName ?? '');
  const place = placeOf(named?.region ?? region, named?.account);
  const name = named?.functionName ?? functionName ?? '*';
  const meant = asked.flatMap((topic) => (topic === 'all' ? topics : [topic]));
  const all = [...new Set(meant.flatMap((topic): readonly string[] => actions[topic]))].toSorted();
  const of = (service: string) => all.filter((action) => action.startsWith(`${service}:`));
  const arn = formatFunctionArn(place, name);
  const { partition, account } = place;
  const group = `arn:${partition}:logs:${place.region}:${account}:log-group:/aws/lambda/${name}:*`;
  return {
    Version: '2012-10-17',
    Statement: [
      // Executions lie below a version of their function, which the name alone does not match.
      ...statement('DurcbFunctions', of('lambda'), [arn, `${arn}:*`]),
      ...statement('DurcbLogs', of('logs'), [group]),
      ...(named ? [] : statement('DurcbFindFunctions', 'lambda:ListFunctions', '*')),
    ],
  };
}

const statement = (Sid: string, Action: readonly string[] | string, Resource: readonly string[] | string) =>
  Action.length > 0 ? [{ Sid, Effect: 'Allow', Action, Resource }] : [];

function placeOf(region = '*', account = '*'): Place {
  const [, special] = /^(cn|us-gov)-/.exec(region) ?? [];
  return { partition: special ? `aws-${special}` : 'aws', region, account };
}
