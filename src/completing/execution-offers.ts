import { type ExecutionQuery, type ListedExecution, listExecutions } from '../lambda/executions.ts';
import { parseExecutionArn } from '../model/arn.ts';
import { formatDuration } from '../model/time.ts';
import { functionOffers } from './function-offers.ts';
import { isTooMuch } from './is-too-much.ts';
import type { Asking } from './live-offers.ts';
import type { Offer } from './offer.ts';
import type { Question } from './question.ts';

type ExecutionQuestion = Extract<Question, { kind: 'execution' }>;

// More than this nobody looks through.
const enough = 50;

/** Executions, the words that mean the newest, and functions where those may be named as well. */
export async function* executionOffers(asking: Asking, question: ExecutionQuestion): AsyncGenerator<Offer> {
  if (!question.asArn) yield* selectors;
  if (!(await isTooMuch(asking, question.functionName))) yield* named(asking, question);
  if (question.orFunction) yield* functionOffers(asking, undefined);
}

/** By name, or by ARN where a name means more than one. */
async function* named(
  { lambda, now, signal }: Asking,
  { functionName, order, asArn }: ExecutionQuestion,
): AsyncGenerator<Offer> {
  const arns = new Set<string>();
  const names = new Set<string>();
  for (const statuses of queries[order]) {
    let count = 0;
    for await (const execution of listExecutions(lambda, { functionName, ...statuses }, signal)) {
      const { DurableExecutionArn, DurableExecutionName } = execution;
      if (arns.has(DurableExecutionArn)) continue;
      const isAmbiguous = asArn || names.has(DurableExecutionName);
      arns.add(DurableExecutionArn);
      names.add(DurableExecutionName);
      yield { value: isAmbiguous ? DurableExecutionArn : DurableExecutionName, about: about(execution, now) };
      if (++count === enough) break;
    }
  }
}

const selectors: readonly Offer[] = [
  { value: '@last', about: 'the newest' },
  { value: '@last-failed', about: 'the newest that failed or timed out' },
];

const running: ExecutionQuery = { statuses: ['RUNNING'] };

const queries: Readonly<Record<ExecutionQuestion['order'], readonly ExecutionQuery[]>> = {
  'running-only': [running],
  'running-first': [running, {}],
  'newest-first': [{}],
};

function about(
  { DurableExecutionArn, Status, StartTimestamp, EndTimestamp }: ListedExecution,
  now: number,
): string {
  const functionName = parseExecutionArn(DurableExecutionArn)?.functionName ?? '';
  const since = (time: Date) => formatDuration(now - time.getTime());
  const how = EndTimestamp
    ? `${Status.toLowerCase().replace('_', ' ')} ${since(EndTimestamp)} ago`
    : `running for ${since(StartTimestamp)}`;
  return `${functionName}, ${how}`;
}
