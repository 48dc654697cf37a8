import { argument, type Context, flag } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { usageFailure } from '../../cli/usage.ts';
import { type CallbackScope, pendingCallbacks } from '../../lambda/callbacks.ts';
import type { Lambda } from '../../lambda/client.ts';
import { isOpen, namesOf, operationsOf } from '../../lambda/operations.ts';
import type { PendingCallback } from '../../lambda/pending-callback.ts';
import { resolveExecution } from '../../lambda/resolve-execution.ts';
import { parseExecutionArn } from '../../model/arn.ts';
import { stdinLines } from '../values/stdin-lines.ts';
import { textValue } from '../values/text-value.ts';
import { parseCallbackId } from './callback-id.ts';
import { chooseCallback } from './choose-callback.ts';
import { tellPending } from './tell-pending.ts';

/** `<callback>`, where a command takes one. */
export const callbackArgument = argument(
  '[callback]',
  'callback id, or - to read it from stdin (default: $DURCB_CALLBACK_ID, or on a terminal a choice)',
  textValue,
  'callback',
);

/** How a callback is named without its id, and where its execution is looked for. */
export const callbackOptions = {
  execution: flag(
    '--execution <execution>',
    'the execution it belongs to: ARN, name or @last',
    textValue,
    'execution',
  ),
  callbackName: flag(
    '--callback <name>',
    'the callback of that name, instead of an id',
    textValue,
    'callback-name',
  ),
  function: flag('--function <function>', 'the function it belongs to: name or ARN', textValue, 'function'),
};

export interface CallbackInput {
  readonly execution: string | undefined;
  readonly callbackName: string | undefined;
  readonly function: string | undefined;
}

export interface CallbackTarget {
  readonly CallbackId: string;
  /** Where the callback is to be found, as far as the command line says. */
  readonly scope: CallbackScope;
}

/** Whether a command line names a callback at all. */
export const isCallbackNamed = (
  { environment }: Pick<Context, 'environment'>,
  { callback, callbackName }: Pick<CallbackInput, 'callbackName'> & { readonly callback: string | undefined },
): boolean => [callback, callbackName, environment.DURCB_CALLBACK_ID].some(Boolean);

/** The one callback that a command line means. */
export async function callbackTarget(
  context: Context,
  lambda: Lambda,
  input: CallbackInput & { readonly callback: string | undefined },
): Promise<CallbackTarget> {
  const typed = input.callback === undefined ? [] : [input.callback];
  const [target, ...others] = await callbackTargets(context, lambda, { ...input, callbacks: typed });
  if (target && others.length === 0) return target;
  throw usageFailure(
    `one callback at a time, but stdin holds ${others.length + 1}`,
    'run it once for each: xargs -n1; durcb answer sends many answers',
  );
}

/** The callbacks that a command line means: ids, ids on stdin, one named inside an execution, or the environment's. */
export async function callbackTargets(
  context: Context,
  lambda: Lambda,
  { callbacks, ...input }: CallbackInput & { readonly callbacks: readonly string[] },
): Promise<readonly CallbackTarget[]> {
  if (callbacks.length > 0 && input.callbackName !== undefined)
    throw usageFailure('a callback is named twice: by its id and by --callback', 'give one of them');
  const scope = await scopeOf(context, lambda, input);
  if (input.callbackName !== undefined) return [await byName(context, lambda, input.callbackName, scope)];
  const fromEnvironment = context.environment.DURCB_CALLBACK_ID;
  const given = callbacks.length > 0 ? callbacks : fromEnvironment ? [fromEnvironment] : [];
  if (given.length > 0) return (await idsOf(context, given)).map((CallbackId) => ({ CallbackId, scope }));
  if (context.prompt.isPossible) return [targetOf(await chooseCallback(context, lambda, scope))];
  await tellPending(context, lambda, scope);
  throw noneGiven('no callback is named');
}

const targetOf = ({ CallbackId, DurableExecutionArn }: PendingCallback): CallbackTarget => ({
  CallbackId,
  scope: { DurableExecutionArn },
});

const noneGiven = (message: string): Failure =>
  usageFailure(
    message,
    'give its id, or --execution X --callback NAME, or set DURCB_CALLBACK_ID; durcb pending shows them',
  );

async function scopeOf(context: Context, lambda: Lambda, input: CallbackInput): Promise<CallbackScope> {
  const functionName = input.function;
  if (input.execution === undefined) return { functionName };
  const DurableExecutionArn = await resolveExecution(lambda, input.execution, functionName, context.signal);
  return { DurableExecutionArn, functionName };
}

async function idsOf(context: Context, given: readonly string[]): Promise<readonly string[]> {
  const lines = await Promise.all(given.map(async (text) => (text === '-' ? stdinLines(context) : [text])));
  const ids = lines.flat().map(parseCallbackId);
  if (ids.length === 0) throw noneGiven('stdin holds no callback id');
  return ids;
}

async function byName(
  context: Context,
  lambda: Lambda,
  name: string,
  scope: CallbackScope,
): Promise<CallbackTarget> {
  if (scope.DurableExecutionArn === undefined && scope.functionName === undefined)
    throw usageFailure('--callback needs to know where', 'add --execution, or --function');
  const found =
    scope.DurableExecutionArn === undefined
      ? await pendingNamed(context, lambda, name, scope)
      : await namedIn(context, lambda, name, scope.DurableExecutionArn);
  const [target] = found;
  if (target === undefined) throw unknownName(name);
  if (found.length > 1) throw ambiguous(name, found);
  return target;
}

// As many as a person reads through.
const few = 10;

function ambiguous(name: string, found: readonly CallbackTarget[]): Failure {
  const listed = found.slice(0, few).map(({ CallbackId, scope: { DurableExecutionArn = '' } }) => {
    const execution = parseExecutionArn(DurableExecutionArn)?.executionName;
    return `${CallbackId} (of ${execution})`;
  });
  const more = found.length > few ? [`and ${found.length - few} more`] : [];
  return usageFailure(
    `more than one callback is named ${name}: ${[...listed, ...more].join(', ')}`,
    'give its id, or --execution',
  );
}

async function pendingNamed(
  { signal }: Context,
  lambda: Lambda,
  name: string,
  scope: CallbackScope,
): Promise<readonly CallbackTarget[]> {
  const found: CallbackTarget[] = [];
  for await (const one of pendingCallbacks(lambda, scope, signal))
    if (one.Name === name || one.Derived.Name === name) found.push(targetOf(one));
  return found;
}

// A closed one stands in where none is open, so that the answer can say who closed it.
async function namedIn(
  { signal }: Context,
  lambda: Lambda,
  name: string,
  DurableExecutionArn: string,
): Promise<readonly CallbackTarget[]> {
  const operations = await operationsOf(lambda, DurableExecutionArn, signal);
  const named = [...operations.values()].filter(
    (operation) => operation.Type === 'CALLBACK' && namesOf(operations, operation).includes(name),
  );
  const open = named.filter(isOpen);
  const meant = open.length > 0 ? open : named.slice(-1);
  return meant.map(({ first }) => ({
    CallbackId: first.CallbackStartedDetails?.CallbackId ?? '',
    scope: { DurableExecutionArn },
  }));
}

const unknownName = (name: string): Failure =>
  new Failure({
    code: 'callback-not-found',
    message: `no callback is named ${name} there`,
    hint: 'durcb pending shows names and ids of those that wait',
    exitCode: exitCodes.notFound,
  });
