import { type Column, command, type Row } from '../cli/command.ts';
import { readHistory } from '../lambda/history.ts';
import { advance, begun, type Progress, stateOf, waitsOf } from '../lambda/progress.ts';
import { column, listColumn } from './column.ts';
import { executionArgument, executionArn, functionOption } from './execution-target.ts';
import { executionColumns, executionRecord, showOption } from './looking/execution-record.ts';
import { explainFailure } from './looking/explain-failure.ts';
import { lastFailure } from './looking/last-failure.ts';
import { limitColumns, limitsUsed, storedBytes } from './looking/limits-used.ts';
import { payloadColumns } from './payloads/payload-columns.ts';
import { waitSentence } from './wait-sentence.ts';

export const describe = command({
  name: 'describe',
  summary: 'say how an execution stands: working, or what it waits for; times, limits used, why it failed',
  examples: [
    'durcb describe @last',
    'durcb describe order-7 --function order',
    'durcb describe @last-failed -o json --show',
  ],
  arguments: { execution: executionArgument },
  options: { function: functionOption, show: showOption },
  async run(context, input) {
    const { clock, signal } = context;
    const lambda = await context.lambda();
    const DurableExecutionArn = await executionArn(context, lambda, input);
    const execution = await lambda.getDurableExecution({ DurableExecutionArn }, signal);
    let progress = begun();
    let bytes = 0;
    for await (const event of readHistory(lambda, { DurableExecutionArn, withData: true }, signal)) {
      progress = advance(progress, event);
      bytes += storedBytes(event);
    }
    const now = clock.now();
    const record = executionRecord(execution, input.show ?? false, now, {
      ...standingOf(progress, now),
      // The execution itself is one of them, but nobody counts it.
      ...limitsUsed(progress.operations.size - 1, bytes),
      Failure: explainFailure({ execution, ...progress }),
    });
    return {
      kind: 'record',
      record,
      id: DurableExecutionArn,
      columns: [...columns, ...payloadColumns(input.show ?? false)],
    };
  },
});

const columns: readonly Column[] = [
  ...executionColumns,
  column('last failure', 'Derived.LastFailure'),
  column('failed in', 'Derived.Failure.Path'),
  column('tries', 'Derived.Failure.Attempts'),
  column('likely cause', 'Derived.Failure.LikelyCause'),
  column('next', 'Derived.Failure.Next'),
  column('state', 'Derived.State'),
  column('waits for', 'Derived.Waiting'),
  listColumn('callback id', 'Derived.CallbackIds'),
  ...limitColumns,
  column('arn', 'DurableExecutionArn'),
];

function standingOf(progress: Progress, now: number): Row {
  const { operations } = progress;
  const State = stateOf(progress, now);
  const WaitsFor = State === 'ended' ? [] : waitsOf(operations);
  return {
    State,
    WaitsFor,
    Waiting: WaitsFor.map((wait) => waitSentence(wait, now)).join('; ') || undefined,
    CallbackIds: WaitsFor.flatMap(({ CallbackId }) => CallbackId ?? []),
    LastFailure: lastFailure(operations),
  };
}
