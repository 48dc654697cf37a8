import type {
  Execution,
  ExecutionStatus,
  ListDurableExecutionsByFunctionRequest,
} from '@aws-sdk/client-lambda';
import { Failure } from '../cli/failure.ts';
import { parseExecutionArn } from '../model/arn.ts';
import type { Lambda } from './client.ts';
import { type FunctionTarget, findFunctions } from './functions.ts';
import { mergeOrdered } from './merge-ordered.ts';
import { type VersionsOf, versionsOf } from './versions-of.ts';

type Lists = Pick<Lambda, 'listDurableExecutionsByFunction' | 'listFunctions' | 'listVersionsByFunction'>;

export interface ExecutionQuery {
  /** A name, an ARN, either with a qualifier, or a pattern such as `order-*`; all functions when absent. */
  readonly functionName?: string | undefined;
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

/** Executions of one or many functions over all their versions, in the order of their starts, newest first. */
export async function* listExecutions(
  lambda: Lists,
  query: ExecutionQuery,
  signal?: AbortSignal,
): AsyncGenerator<ListedExecution> {
  const functions = await findFunctions(lambda, query.functionName, signal);
  const requests = functions.flatMap((target) => requestsFor(target, query));
  const versions = versionsOf(lambda, functions.length, signal);
  yield* inOrder(
    requests.map((request) => overVersions(lambda, request, versions, signal)),
    query,
  );
}

// The service refuses more than one status in a request.
function requestsFor(
  target: FunctionTarget,
  query: ExecutionQuery,
): ListDurableExecutionsByFunctionRequest[] {
  const request = {
    ...target,
    DurableExecutionName: query.name,
    StartedAfter: query.startedAfter,
    StartedBefore: query.startedBefore,
    ReverseOrder: query.oldestFirst ?? false,
    MaxItems: 1000,
  };
  return query.statuses ? query.statuses.map((status) => ({ ...request, Statuses: [status] })) : [request];
}

// Without a qualifier some services look at $LATEST only, others at all versions: right under both.
async function* overVersions(
  lambda: Lists,
  request: ListDurableExecutionsByFunctionRequest,
  versionsOf: VersionsOf,
  signal?: AbortSignal,
): AsyncGenerator<ListedExecution> {
  const unqualified = readPages(lambda, request, signal);
  const head = await unqualified.next();
  const all = headFirst(head, unqualified);
  const isAnswered = request.Qualifier !== undefined || (!head.done && versionOf(head.value) !== '$LATEST');
  if (isAnswered) return yield* all;
  const versions = await versionsOf(request.FunctionName ?? '').catch(noneIfUnknown);
  const each = versions.map((Qualifier) => readPages(lambda, { ...request, Qualifier }, signal));
  yield* inOrder([all, ...each], { oldestFirst: request.ReverseOrder });
}

// The emulator lists executions of functions that somebody else serves, and knows no versions of them.
function noneIfUnknown(error: unknown): readonly string[] {
  if (error instanceof Failure && error.code === 'not-found') return [];
  throw error;
}

const versionOf = ({ DurableExecutionArn }: ListedExecution) =>
  parseExecutionArn(DurableExecutionArn)?.version;

async function* headFirst<Item>(head: IteratorResult<Item, void>, rest: AsyncGenerator<Item>) {
  if (!head.done) yield head.value;
  yield* rest;
}

async function* inOrder(
  sources: readonly AsyncIterable<ListedExecution>[],
  { oldestFirst }: Pick<ExecutionQuery, 'oldestFirst'>,
): AsyncGenerator<ListedExecution> {
  const seen = new Set<string>();
  const merged = mergeOrdered(sources, ({ StartTimestamp: one }, { StartTimestamp: other }) =>
    oldestFirst ? one < other : one > other,
  );
  for await (const execution of merged) {
    if (seen.has(execution.DurableExecutionArn)) continue;
    seen.add(execution.DurableExecutionArn);
    yield execution;
  }
}

async function* readPages(
  lambda: Lists,
  request: ListDurableExecutionsByFunctionRequest,
  signal?: AbortSignal,
): AsyncGenerator<ListedExecution, void> {
  let Marker: string | undefined;
  do {
    const page = await lambda.listDurableExecutionsByFunction({ ...request, Marker }, signal);
    for (const execution of page.DurableExecutions ?? []) yield checkExecution(execution);
    Marker = page.NextMarker || undefined;
  } while (Marker);
}

function checkExecution(execution: Execution): ListedExecution {
  if (isWhole(execution)) return execution;
  throw new Failure({
    code: 'unexpected-answer',
    message: 'the service listed an execution without ARN, name, function, status or start',
  });
}

const isWhole = (execution: Execution): execution is ListedExecution =>
  execution.DurableExecutionArn !== undefined &&
  execution.DurableExecutionName !== undefined &&
  execution.FunctionArn !== undefined &&
  execution.Status !== undefined &&
  execution.StartTimestamp !== undefined;
