import type { Execution, ExecutionStatus } from '@aws-sdk/client-lambda';
import { type BegunList, beginLists, type Lists, readOn } from './execution-lists.ts';
import { type FunctionScope, functionsIn, namesOne } from './function-scope.ts';
import type { FunctionTarget } from './functions.ts';
import { mergeOrdered } from './merge-ordered.ts';
import { checkQualifier, namingTheNearest } from './misnamed-function.ts';
import { nothingRead, type ReadCounts } from './read-counts.ts';

export interface ExecutionQuery extends FunctionScope {
  /** The whole name. */
  readonly name?: string | undefined;
  readonly statuses?: readonly ExecutionStatus[] | undefined;
  /** Exclusive. */
  readonly startedAfter?: Date | undefined;
  /** Exclusive. */
  readonly startedBefore?: Date | undefined;
  readonly oldestFirst?: boolean | undefined;
}

/** An execution as the API lists it, with what every listed one has. */
export interface ListedExecution extends Execution {
  readonly DurableExecutionArn: string;
  readonly DurableExecutionName: string;
  readonly FunctionArn: string;
  readonly Status: ExecutionStatus;
  readonly StartTimestamp: Date;
}

/**
 * Executions of one or many functions over all their versions, in the order of their starts, newest first. An alias
 * stands for the version it names now. Throws `not-found` for a function, version or alias that there is not.
 */
export async function* listExecutions(
  lambda: Lists,
  query: ExecutionQuery,
  signal?: AbortSignal,
  counts: ReadCounts = nothingRead(),
): AsyncGenerator<ListedExecution> {
  const functions = await functionsIn(lambda, query, signal);
  const lists = await begun(lambda, functions, query, counts, signal);
  const sources = lists.map((list) => readOn(lambda, list, signal));
  const sign = query.oldestFirst ? 1 : -1;
  const merged = mergeOrdered(sources, ({ StartTimestamp }) => sign * StartTimestamp.getTime());
  const seen = new Set<string>();
  for await (const execution of merged) {
    if (seen.has(execution.DurableExecutionArn)) continue;
    seen.add(execution.DurableExecutionArn);
    yield execution;
  }
}

async function begun(
  lambda: Lists,
  functions: readonly FunctionTarget[],
  query: ExecutionQuery,
  counts: ReadCounts,
  signal?: AbortSignal,
): Promise<readonly BegunList[]> {
  const [only] = functions;
  if (!only || !namesOne(query)) return beginLists(lambda, functions, query, counts, signal);
  try {
    const lists = await beginLists(lambda, functions, query, counts, signal);
    if (lists.every(({ page }) => page.length === 0)) await checkQualifier(lambda, only, signal);
    return lists;
  } catch (error) {
    throw await namingTheNearest(lambda, only, error, signal);
  }
}
