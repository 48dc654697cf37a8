import { parseFunctionReference } from '../model/arn.ts';
import type { CallbackScope } from './callbacks.ts';
import type { Lambda } from './client.ts';
import { askPending, type OpenCallback } from './emulator-questions.ts';
import { functionsIn } from './function-scope.ts';
import { parseFunction } from './functions.ts';
import { checkQualifier } from './misnamed-function.ts';
import { isPattern, matchName } from './name-pattern.ts';
import { namesOf, type Operations, operationsOf } from './operations.ts';
import { deadlineOf, type PendingCallback } from './pending-callback.ts';

/** Pending callbacks out of the emulator's index; undefined when it is not durcb's emulator, or knows no such scope. */
export async function indexedCallbacks(
  lambda: Lambda,
  scope: CallbackScope,
  signal?: AbortSignal,
): Promise<readonly PendingCallback[] | undefined> {
  // An alias says nothing of the version that was started through it.
  if (hasAlias(scope)) return undefined;
  const rows = await askPending(lambda.endpoint, questionFor(scope), signal);
  if (!rows) return undefined;
  const found = rows.filter(await filterFor(lambda, scope, signal));
  if (found.length === 0) await checkScope(lambda, scope, signal);
  return withNames(lambda, found, signal);
}

function hasAlias({ functionName }: CallbackScope): boolean {
  const qualifier = functionName === undefined ? undefined : parseFunctionReference(functionName)?.qualifier;
  return qualifier !== undefined && !/^(\$LATEST.*|\d+)$/.test(qualifier);
}

function questionFor({ DurableExecutionArn, functionName }: CallbackScope) {
  if (DurableExecutionArn !== undefined) return { DurableExecutionArn };
  if (functionName === undefined || isPattern(functionName)) return {};
  return { FunctionName: parseFunctionReference(functionName)?.functionName };
}

type Filter = (row: OpenCallback) => boolean;

async function filterFor(lambda: Lambda, scope: CallbackScope, signal?: AbortSignal): Promise<Filter> {
  const { DurableExecutionArn, functionName, tags = [] } = scope;
  if (DurableExecutionArn !== undefined) return () => true;
  const tagged = tags.length > 0 ? await functionsIn(lambda, scope, signal) : [];
  if (functionName !== undefined && !isPattern(functionName)) {
    const { Qualifier } = parseFunction(functionName);
    return (row) => Qualifier === undefined || row.Version === Qualifier;
  }
  const matches = matchName(functionName ?? '*');
  const names = new Set(tagged.map(({ FunctionName }) => FunctionName));
  return ({ FunctionName }) => (tags.length > 0 ? names.has(FunctionName) : matches(FunctionName));
}

/** Nothing in a scope that is not there is not found. */
async function checkScope(lambda: Lambda, scope: CallbackScope, signal?: AbortSignal): Promise<void> {
  const { DurableExecutionArn, functionName } = scope;
  if (DurableExecutionArn !== undefined || functionName === undefined) return;
  if (isPattern(functionName)) await functionsIn(lambda, scope, signal);
  else await checkQualifier(lambda, parseFunction(functionName), signal);
}

// An index that an earlier version wrote does not know what a callback's waitForCallback is called; the history does.
function withNames(
  lambda: Lambda,
  rows: readonly OpenCallback[],
  signal?: AbortSignal,
): Promise<PendingCallback[]> {
  const histories = new Map<string, Promise<Operations>>();
  const historyOf = (arn: string) => {
    const history = histories.get(arn) ?? operationsOf(lambda, arn, signal);
    histories.set(arn, history);
    return history;
  };
  return Promise.all(
    rows.map(async ({ ShownName, ...row }) => {
      if (ShownName !== undefined) return pendingRow(row, ShownName || undefined);
      const operations = await historyOf(row.DurableExecutionArn);
      const operation = operations.get(row.OperationId);
      return pendingRow(row, operation ? namesOf(operations, operation)[0] : row.Name);
    }),
  );
}

function pendingRow(row: OpenCallback, name: string | undefined): PendingCallback {
  const StartTimestamp = new Date(row.StartTimestamp * 1000);
  return {
    ...row,
    StartTimestamp,
    Derived: { Name: name, Deadline: deadlineOf(StartTimestamp, row.Timeout) },
  };
}
