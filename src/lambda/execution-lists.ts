import type { Execution, ListDurableExecutionsByFunctionRequest } from '@aws-sdk/client-lambda';
import { Failure } from '../cli/failure.ts';
import { parseExecutionArn } from '../model/arn.ts';
import type { Lambda } from './client.ts';
import type { ExecutionQuery, ListedExecution } from './executions.ts';
import { namesOne } from './function-scope.ts';
import type { FunctionTarget } from './functions.ts';
import { mapInOrder } from './map-in-order.ts';
import type { ReadCounts } from './read-counts.ts';
import { isGone, undefinedIfGone } from './service-error.ts';
import { versionsOf } from './versions-of.ts';

export type Lists = Pick<
  Lambda,
  'listDurableExecutionsByFunction' | 'listFunctions' | 'listVersionsByFunction'
> &
  Partial<Pick<Lambda, 'listTags' | 'getFunctionConfiguration' | 'learnt'>>;

/** A list that has begun: its first page, and where it goes on. */
export interface BegunList {
  readonly request: ListDurableExecutionsByFunctionRequest;
  readonly page: readonly ListedExecution[];
  readonly NextMarker: string | undefined;
}

// More go at a time than that only where nothing is throttled, which the client sees to.
const width = 16;

/**
 * The first pages of all lists that it takes to see the executions of functions over all their versions, and of no more.
 * Without a qualifier some services look at $LATEST only, others at all versions: right under both.
 */
export async function beginLists(
  lambda: Lists,
  functions: readonly FunctionTarget[],
  query: ExecutionQuery,
  counts: ReadCounts,
  signal?: AbortSignal,
): Promise<readonly BegunList[]> {
  counts.ofFunctions += functions.length;
  // Who named one wants to hear that it is not there; what was found may be gone by now.
  const onGone = namesOne(query) ? undefined : noneIfGone;
  const own = await inTurns(functions, signal, async (target, either) => {
    const lists = await Promise.all(
      requestsFor(target, query).map((request) => begin(lambda, request, either).catch(onGone)),
    );
    counts.functions++;
    return lists.flat();
  });
  const unqualified = functions.filter(({ Qualifier }) => Qualifier === undefined);
  if (unqualified.length === 0 || tellsOfAllVersions(lambda, own.flat())) return own.flat();
  const published = versionsOf(lambda, unqualified.length, signal);
  const versions = await inTurns(unqualified, signal, async (target) =>
    (await published(target.FunctionName).catch(noneIfGone)).map((Qualifier) => ({ ...target, Qualifier })),
  );
  const requests = versions.flat().flatMap((target) => requestsFor(target, query));
  counts.ofVersions += requests.length;
  const further = await inTurns(requests, signal, async (request, either) => {
    const list = await begin(lambda, request, either).catch(noneIfGone);
    counts.versions++;
    return list;
  });
  return [...own, ...further].flat();
}

/** What a begun list holds, page after page. */
export async function* readOn(
  lambda: Lists,
  { request, page, NextMarker }: BegunList,
  signal?: AbortSignal,
): AsyncGenerator<ListedExecution> {
  yield* page;
  for (let Marker: string | undefined = NextMarker; Marker; ) {
    const next = await begin(lambda, { ...request, Marker }, signal).catch(undefinedIfGone);
    // Its function was deleted meanwhile.
    if (!next) return;
    yield* next.page;
    Marker = next.NextMarker;
  }
}

// Every one of them, or the first failure, for which the others are broken off.
async function inTurns<Item, Answer>(
  items: readonly Item[],
  signal: AbortSignal | undefined,
  call: (item: Item, signal: AbortSignal) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for await (const answer of mapInOrder(items, width, call, signal)) answers.push(answer);
  return answers;
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

async function begin(
  lambda: Lists,
  request: ListDurableExecutionsByFunctionRequest,
  signal?: AbortSignal,
): Promise<BegunList> {
  const { DurableExecutions = [], NextMarker } = await lambda.listDurableExecutionsByFunction(
    request,
    signal,
  );
  return { request, page: DurableExecutions.map(checkExecution), NextMarker: NextMarker || undefined };
}

// One list that names another version than $LATEST shows how the service reads all of them.
function tellsOfAllVersions({ learnt }: Lists, lists: readonly BegunList[]): boolean {
  const isOther = ({ DurableExecutionArn }: ListedExecution) =>
    parseExecutionArn(DurableExecutionArn)?.version !== '$LATEST';
  const isShown = lists.some(({ request, page }) => request.Qualifier === undefined && page.some(isOther));
  if (learnt && isShown) learnt.readsAllVersions = true;
  return isShown || learnt?.readsAllVersions === true;
}

// The emulator lists executions of functions that somebody else serves, and knows no versions of them; others go meanwhile.
function noneIfGone(error: unknown): readonly never[] {
  if (isGone(error)) return [];
  throw error;
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
