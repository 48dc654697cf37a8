import type { GetDurableExecutionResponse } from '@aws-sdk/client-lambda';
import { errorLine, errorOf, type HistoryEvent } from '../../lambda/history-event.ts';
import { attemptsOf, nodesOf } from '../../lambda/operation-node.ts';
import { type PlacedNode, placedNodes } from '../../lambda/operation-path.ts';
import type { HistoryOperation, Operations } from '../../lambda/operations.ts';
import { parseExecutionArn } from '../../model/arn.ts';
import { formatDuration } from '../../model/time.ts';
import type { FailureExplanation } from '../output/standing.ts';

interface Ended {
  readonly execution: GetDurableExecutionResponse;
  readonly operations: Operations;
  /** The latest invocation that has ended. */
  readonly invocation: HistoryEvent | undefined;
}

/** Undefined for one that runs or has succeeded. */
export function explainFailure({ execution, operations, invocation }: Ended): FailureExplanation | undefined {
  const { Status, DurableExecutionName, DurableExecutionArn } = execution;
  if (Status === 'RUNNING' || Status === 'SUCCEEDED') return undefined;
  const target = `${DurableExecutionName} --function ${parseExecutionArn(DurableExecutionArn ?? '')?.functionName}`;
  const root = nodesOf(operations);
  const placed = root ? placedNodes(root) : [];
  const guilty = Status === 'FAILED' ? failing(placed, execution.Error?.ErrorMessage) : undefined;
  const operation = guilty?.node.operation;
  return {
    Path: guilty?.path,
    Attempts: operation && attemptsOf(operation),
    Error: operation && errorLine(errorOf(operation.last)),
    ...(operation
      ? ofOperation(operation, target)
      : ofExecution({ execution, operations, invocation }, placed, target)),
  };
}

// An SDK wraps the error of an operation in its own, and keeps the message.
function failing(placed: readonly PlacedNode[], message = ''): PlacedNode | undefined {
  const failed = placed.filter(({ node: { operation } }) => {
    const own = errorOf(operation.last)?.ErrorMessage;
    return operation.Status !== 'SUCCEEDED' && own !== undefined && own !== '' && message.includes(own);
  });
  const sources = failed.filter(({ node }) => node.operation.Type !== 'CONTEXT');
  return (sources.length > 0 ? sources : failed).toSorted(
    (one, other) => other.node.operation.last.EventId - one.node.operation.last.EventId,
  )[0];
}

type Explanation = Pick<FailureExplanation, 'LikelyCause' | 'Next'>;

function ofOperation(operation: HistoryOperation, target: string): Explanation {
  const { Type, Status, first } = operation;
  if (Type === 'CALLBACK' && Status === 'TIMED_OUT') return ofTimeout(operation);
  if (Type === 'CALLBACK')
    return { LikelyCause: 'the callback was answered with this failure', Next: `durcb rerun ${target}` };
  if (Type === 'CHAINED_INVOKE') {
    const name = first.ChainedInvokeStartedDetails?.FunctionName;
    return {
      LikelyCause: `the function it calls failed: ${name}`,
      Next: `durcb describe @last-failed --function ${name}`,
    };
  }
  const attempts = attemptsOf(operation) ?? 1;
  const tried =
    attempts > 1 ? `failed ${attempts} times, after which it is not retried` : 'failed and is not retried';
  const LikelyCause = Type === 'STEP' ? `the step ${tried}` : 'an error in the code of this operation';
  return { LikelyCause, Next: `durcb history ${target} --tree` };
}

function ofTimeout({ first, last, Name }: HistoryOperation): Explanation {
  const { Timeout, HeartbeatTimeout } = first.CallbackStartedDetails ?? {};
  const isHeartbeat = errorOf(last)?.ErrorType === 'Callback.Heartbeat';
  const limit = formatDuration(((isHeartbeat ? HeartbeatTimeout : Timeout) ?? 0) * 1000);
  return {
    LikelyCause: isHeartbeat ? `nobody sent a heartbeat for ${limit}` : `nobody answered within ${limit}`,
    Next: `durcb stats --by name${Name ? ` --name '${Name}'` : ''}`,
  };
}

function ofExecution(
  { execution, invocation }: Ended,
  placed: readonly PlacedNode[],
  target: string,
): Explanation {
  const { Status, DurableConfig, Error: error } = execution;
  if (Status === 'STOPPED') return { LikelyCause: 'somebody stopped it', Next: `durcb rerun ${target}` };
  if (Status === 'TIMED_OUT') {
    const limit = DurableConfig?.ExecutionTimeout;
    const open = placed.filter(({ node }) => node.operation.Status === 'STARTED').at(-1);
    const during = open ? `, in ${open.path}` : '';
    const within = limit ? ` of ${formatDuration(limit * 1000)}` : '';
    return {
      LikelyCause: `its ExecutionTimeout${within} ran out${during}`,
      Next: `durcb history ${target} --tree`,
    };
  }
  if (/determinis/i.test(error?.ErrorType ?? ''))
    return {
      LikelyCause: 'its code changed while it ran: it no longer does the operations of its history',
      Next: `durcb rerun ${target}`,
    };
  const crash = invocation && crashOf(invocation);
  if (crash)
    return { LikelyCause: `invocations of the function failed: ${crash}`, Next: `durcb history ${target}` };
  return {
    LikelyCause: 'its handler threw, outside of any operation',
    Next: `durcb history ${target} --tree`,
  };
}

// An error that a handler throws ends its invocation, too, but has a name of its own.
function crashOf(invocation: HistoryEvent): string | undefined {
  const error = errorOf(invocation);
  return /^(Runtime|Sandbox|Function|Extension)\./.test(error?.ErrorType ?? '')
    ? errorLine(error)
    : undefined;
}
