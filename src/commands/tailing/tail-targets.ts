import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { usageFailure } from '../../cli/usage.ts';
import type { Lambda } from '../../lambda/client.ts';
import { isExecutionName } from '../../lambda/execution-name.ts';
import { listExecutions } from '../../lambda/executions.ts';
import { findFunctions } from '../../lambda/functions.ts';
import { isPattern } from '../../lambda/name-pattern.ts';
import { resolveExecution } from '../../lambda/resolve-execution.ts';
import { isDenied, isGone } from '../../lambda/service-error.ts';
import { parseFunctionReference } from '../../model/arn.ts';
import { stdinLines } from '../values/stdin-lines.ts';

export interface TailTargets {
  /** ARNs, each once. */
  readonly executions: readonly string[];
  /** Names, ARNs and patterns as they were given. */
  readonly functions: readonly string[];
}

type Target = { readonly execution: string } | { readonly function: string };

interface TargetsInput {
  readonly targets: readonly string[];
  /** Of which function everything else is an execution. */
  readonly function: string | undefined;
}

/** What `tail` is to watch; none only where a list on stdin is empty. Throws when a word means nothing, or two things. */
export async function tailTargets(
  context: Context,
  lambda: Lambda,
  input: TargetsInput,
): Promise<TailTargets> {
  const words = await Promise.all(
    input.targets.map(async (text) => (text === '-' ? stdinLines(context) : [text])),
  );
  const found: Target[] = [];
  for (const text of words.flat())
    found.push(await targetOf(lambda, text.trim(), input.function, context.signal));
  const executions = new Set(found.flatMap((one) => ('execution' in one ? [one.execution] : [])));
  const functions = new Set(found.flatMap((one) => ('function' in one ? [one.function] : [])));
  return { executions: [...executions], functions: [...functions] };
}

async function targetOf(
  lambda: Lambda,
  text: string,
  functionName: string | undefined,
  signal: AbortSignal,
): Promise<Target> {
  const isReference = text.includes(':') && parseFunctionReference(text) !== undefined;
  if (isPattern(text) && !text.includes('://')) return matching(lambda, text, functionName, signal);
  if (isReference) return named(lambda, text, functionName, signal);
  if (functionName !== undefined || /[:@%]/.test(text)) return execution();
  if (!(await isFunction(lambda, text, signal))) return execution().catch(sayingNoFunctionEither);
  const namesake = await executionNamed(lambda, text, signal);
  if (namesake === undefined) return { function: text };
  throw ambiguous(text, namesake);

  async function execution(): Promise<Target> {
    return { execution: await resolveExecution(lambda, text, functionName, signal) };
  }
}

function sayingNoFunctionEither(error: unknown): never {
  if (!(error instanceof Failure) || error.code !== 'execution-not-found') throw error;
  throw error.with({ message: `${error.message}, and no such function` });
}

async function matching(
  lambda: Lambda,
  pattern: string,
  functionName: string | undefined,
  signal: AbortSignal,
): Promise<Target> {
  refuseBoth(pattern, functionName);
  if ((await findFunctions(lambda, pattern, signal)).length > 0) return { function: pattern };
  throw new Failure({
    code: 'no-function-matches',
    message: `no durable function matches ${pattern}`,
    hint: 'check --region and --profile; quote the pattern, so that the shell leaves it alone',
    exitCode: exitCodes.notFound,
  });
}

async function named(
  lambda: Lambda,
  text: string,
  functionName: string | undefined,
  signal: AbortSignal,
): Promise<Target> {
  refuseBoth(text, functionName);
  // Who may not read a function's configuration may still be allowed to list its executions.
  await lambda.getFunctionConfiguration({ FunctionName: text }, signal).catch((error: unknown) => {
    if (!isDenied(error)) throw error;
  });
  return { function: text };
}

function refuseBoth(text: string, functionName: string | undefined): void {
  if (functionName !== undefined)
    throw usageFailure(
      `${text} is a function, and --function says whose executions are meant`,
      'give one of them',
    );
}

async function isFunction(lambda: Lambda, name: string, signal: AbortSignal): Promise<boolean> {
  if (!parseFunctionReference(name)) return false;
  try {
    const { DurableConfig } = await lambda.getFunctionConfiguration({ FunctionName: name }, signal);
    return DurableConfig !== undefined;
  } catch (error) {
    if (isGone(error) || isDenied(error)) return false;
    throw error;
  }
}

async function executionNamed(
  lambda: Lambda,
  name: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!isExecutionName(name)) return undefined;
  for await (const { DurableExecutionArn } of listExecutions(lambda, { name }, signal))
    return DurableExecutionArn;
  return undefined;
}

const ambiguous = (name: string, arn: string): Failure =>
  new Failure({
    code: 'ambiguous-target',
    message: `${name} is a function, and the name of an execution, ${arn}`,
    hint: `give the ARN of the execution, or ${name}:'$LATEST', ${name}:VERSION or the ARN of the function`,
    exitCode: exitCodes.usage,
  });
