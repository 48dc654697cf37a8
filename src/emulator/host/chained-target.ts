import { createHash } from 'node:crypto';
import {
  formatExecutionArn,
  formatFunctionArn,
  type Place,
  parseFunctionReference,
} from '../../model/arn.ts';
import { functionNotFoundError } from '../../model/function-not-found.ts';
import { uuidOf } from '../../model/uuid-of.ts';
import type { OperationUpdate } from '../../model/wire.ts';
import type { ResolvedTarget } from '../engine/command.ts';
import type { FunctionRegistry } from '../functions/registry.ts';

/** The service's words for an invoke that names no version or alias of a durable function. */
export const unqualifiedDurable = 'You cannot invoke a durable function using an unqualified ARN.';

/** What each chained invoke of a batch calls, by operation id. */
export function resolveTargets(
  updates: readonly OperationUpdate[],
  executionArn: string,
  registry: FunctionRegistry,
  place: Place,
): ReadonlyMap<string, ResolvedTarget> {
  const targets = new Map<string, ResolvedTarget>();
  for (const { Id, ChainedInvokeOptions } of updates) {
    if (!ChainedInvokeOptions) continue;
    const { FunctionName, TenantId, XAmznTraceId } = ChainedInvokeOptions;
    const resolved = resolveTarget(FunctionName, registry, place, childIds(executionArn, Id));
    const isFound = resolved.kind === 'found';
    targets.set(
      Id,
      isFound ? { ...resolved, target: { ...resolved.target, TenantId, XAmznTraceId } } : resolved,
    );
  }
  return targets;
}

function resolveTarget(
  text: string,
  registry: FunctionRegistry,
  place: Place,
  child: ChildIds,
): ResolvedTarget {
  const { functionName = text, qualifier } = parseFunctionReference(text) ?? {};
  const resolved = registry.resolve(functionName, qualifier);
  if (!resolved) {
    const arn = formatFunctionArn(place, functionName, qualifier ?? '$LATEST');
    return { kind: 'refused', error: functionNotFoundError(arn) };
  }
  const { definition, version } = resolved;
  if (definition.durable && qualifier === undefined) {
    const ErrorType = 'InvalidParameterValueException';
    return { kind: 'refused', error: { ErrorType, ErrorMessage: unqualifiedDurable } };
  }
  return {
    kind: 'found',
    target: {
      FunctionName: functionName,
      Qualifier: version,
      InvokedQualifier: qualifier,
      Durable: definition.durable !== undefined,
    },
    executedVersion: version,
    durableExecutionArn:
      definition.durable && formatExecutionArn({ ...place, functionName, version, ...child }),
  };
}

export interface ChildIds {
  readonly executionName: string;
  readonly executionId: string;
}

/** Derived, not drawn: starting the child of an operation twice starts it once. */
export function childIds(parentArn: string, operationId: string): ChildIds {
  return {
    executionName: uuidFrom(`${parentArn}/${operationId}/name`),
    executionId: uuidFrom(`${parentArn}/${operationId}/id`),
  };
}

function uuidFrom(text: string): string {
  return uuidOf(createHash('sha256').update(text).digest('hex'));
}
