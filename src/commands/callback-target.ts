import { argument, type Context, flag } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import { usageFailure } from '../cli/usage.ts';
import { type CallbackScope, pendingCallbacks } from '../lambda/callbacks.ts';
import type { Lambda } from '../lambda/client.ts';
import { isOpen, namesOf, operationsOf } from '../lambda/operations.ts';
import { resolveExecution } from '../lambda/resolve-execution.ts';
import { parseCallbackId } from './callback-id.ts';
import { chooseCallback } from './choose-callback.ts';
import { stdinLines } from './stdin-lines.ts';
import { textValue } from './text-value.ts';

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
  callbackName: flag('--callback <name>', 'the callback of that name, instead of an id', textValue),
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
    'run it once for each: xargs -n1',
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
  const ids = await idsOf(context, lambda, callbacks, scope);
  return ids.map((CallbackId) => ({ CallbackId, scope }));
}

async function scopeOf(context: Context, lambda: Lambda, input: CallbackInput): Promise<CallbackScope> {
  const functionName = input.function;
  if (input.execution === undefined) return { functionName };
  const DurableExecutionArn = await resolveExecution(lambda, input.execution, functionName, context.signal);
  return { DurableExecutionArn, functionName };
}

async function idsOf(
  context: Context,
  lambda: Lambda,
  callbacks: readonly string[],
  scope: CallbackScope,
): Promise<readonly string[]> {
  const fromEnvironment = context.environment.DURCB_CALLBACK_ID;
  const given = callbacks.length > 0 ? callbacks : fromEnvironment ? [fromEnvironment] : [];
  if (given.length === 0 && context.prompt.isPossible) return [await chooseCallback(context, lambda, scope)];
  const lines = await Promise.all(given.map(async (text) => (text === '-' ? stdinLines(context) : [text])));
  const ids = lines.flat().map(parseCallbackId);
  if (ids.length > 0) return ids;
  throw usageFailure(
    given.length > 0 ? 'stdin holds no callback id' : 'no callback is named',
    'give its id, or --execution X --callback NAME, or set DURCB_CALLBACK_ID; durcb pending shows them',
  );
}

async function byName(
  context: Context,
  lambda: Lambda,
  name: string,
  scope: CallbackScope,
): Promise<CallbackTarget> {
  if (scope.DurableExecutionArn === undefined && scope.functionName === undefined)
    throw usageFailure('--callback needs to know where', 'add --execution, or --function');
  const ids =
    scope.DurableExecutionArn === undefined
      ? await pendingNamed(context, lambda, name, scope)
      : await namedIn(context, lambda, name, scope.DurableExecutionArn);
  const [CallbackId] = ids;
  if (CallbackId === undefined) throw unknownName(name);
  if (ids.length > 1)
    throw usageFailure(`more than one callback is named ${name}: ${ids.join(', ')}`, 'give its id');
  return { CallbackId, scope };
}

async function pendingNamed(
  { signal }: Context,
  lambda: Lambda,
  name: string,
  scope: CallbackScope,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { CallbackId, Name, Derived } of pendingCallbacks(lambda, scope, signal))
    if (Name === name || Derived.Name === name) ids.push(CallbackId);
  return ids;
}

// A closed one stands in where none is open, so that the answer can say who closed it.
async function namedIn(
  { signal }: Context,
  lambda: Lambda,
  name: string,
  DurableExecutionArn: string,
): Promise<readonly string[]> {
  const operations = await operationsOf(lambda, DurableExecutionArn, signal);
  const named = [...operations.values()].filter(
    (operation) => operation.Type === 'CALLBACK' && namesOf(operations, operation).includes(name),
  );
  const open = named.filter(isOpen);
  const meant = open.length > 0 ? open : named.slice(-1);
  return meant.map(({ first }) => first.CallbackStartedDetails?.CallbackId ?? '');
}

const unknownName = (name: string): Failure =>
  new Failure({
    code: 'callback-not-found',
    message: `no callback is named ${name} there`,
    hint: 'durcb pending shows names and ids of those that wait',
    exitCode: exitCodes.notFound,
  });
