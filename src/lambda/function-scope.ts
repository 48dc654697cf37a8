import { exitCodes, Failure } from '../cli/failure.ts';
import type { Lambda } from './client.ts';
import { type DurableFunction, durableFunctions, type FunctionTarget, parseFunction } from './functions.ts';
import { mapInOrder } from './map-in-order.ts';
import { isPattern, matchName } from './name-pattern.ts';
import { undefinedIfGone } from './service-error.ts';

/** Which functions are meant. */
export interface FunctionScope {
  /** A name, an ARN, either with a qualifier, or a pattern such as `order-*`; all durable functions when absent. */
  readonly functionName?: string | undefined;
  /** All of them must be there. */
  readonly tags?: readonly FunctionTag[] | undefined;
}

export interface FunctionTag {
  readonly key: string;
  /** Any will do when it is absent. */
  readonly value?: string | undefined;
}

/** The tag that CloudFormation gives to what belongs to a stack. */
export const stackTag = 'aws:cloudformation:stack-name';

/** Whether the scope names one function, which is asked for whether or not it is listed. */
export const namesOne = ({ functionName }: FunctionScope): boolean =>
  functionName !== undefined && !isPattern(functionName);

type Lists = Pick<Lambda, 'listFunctions'> & Partial<Pick<Lambda, 'listTags' | 'getFunctionConfiguration'>>;

// More go at a time than that only where nothing is throttled, which the client sees to.
const width = 16;

/** The functions of a scope. Throws `not-found` when a pattern or tags match none. */
export async function functionsIn(
  lambda: Lists,
  scope: FunctionScope,
  signal?: AbortSignal,
): Promise<readonly FunctionTarget[]> {
  const { functionName, tags = [] } = scope;
  if (functionName !== undefined && namesOne(scope) && tags.length === 0)
    return [parseFunction(functionName)];
  const candidates = await candidatesOf(lambda, scope, signal);
  const found = tags.length === 0 ? candidates : await withTags(lambda, candidates, tags, signal);
  if (found.length === 0 && (functionName !== undefined || tags.length > 0)) throw noneIn(scope);
  return found.map(({ FunctionArn: _arn, ...target }) => target);
}

/** A name narrows before anything is asked of each function. */
async function candidatesOf(
  lambda: Lists,
  { functionName = '*' }: FunctionScope,
  signal?: AbortSignal,
): Promise<readonly DurableFunction[]> {
  if (!isPattern(functionName)) {
    const target = parseFunction(functionName);
    const { FunctionName } = target;
    const { FunctionArn = '' } = (await lambda.getFunctionConfiguration?.({ FunctionName }, signal)) ?? {};
    return [{ ...target, FunctionArn }];
  }
  const matches = matchName(functionName);
  const found: DurableFunction[] = [];
  for await (const one of durableFunctions(lambda, signal)) if (matches(one.FunctionName)) found.push(one);
  return found;
}

async function withTags(
  lambda: Lists,
  candidates: readonly DurableFunction[],
  tags: readonly FunctionTag[],
  signal?: AbortSignal,
): Promise<readonly DurableFunction[]> {
  const hasAll = async (candidate: DurableFunction, either: AbortSignal) => {
    const { Tags = {} } = (await lambda.listTags?.({ Resource: candidate.FunctionArn }, either)) ?? {};
    return tags.every(({ key, value }) => Object.hasOwn(Tags, key) && (value ?? Tags[key]) === Tags[key])
      ? candidate
      : undefined;
  };
  const found: DurableFunction[] = [];
  const judged = mapInOrder(
    candidates,
    width,
    (one, either) => hasAll(one, either).catch(undefinedIfGone),
    signal,
  );
  for await (const one of judged) if (one) found.push(one);
  return found;
}

function noneIn({ functionName, tags = [] }: FunctionScope): Failure {
  const wanted = tags.map(({ key, value }) => (value === undefined ? key : `${key}=${value}`)).join(' and ');
  return new Failure({
    code: 'no-function-matches',
    message:
      tags.length === 0
        ? `no durable function matches ${functionName}`
        : `${noneOf(functionName)} the tag ${wanted}`,
    hint:
      tags.length === 0
        ? 'check --region and --profile; quote the pattern, so that the shell leaves it alone'
        : 'check --region and --profile; keys and values are compared letter by letter',
    exitCode: exitCodes.notFound,
  });
}

function noneOf(functionName: string | undefined): string {
  if (functionName === undefined) return 'no durable function has';
  return isPattern(functionName)
    ? `no durable function that matches ${functionName} has`
    : `${functionName} does not have`;
}
