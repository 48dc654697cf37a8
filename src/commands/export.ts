import type { GetDurableExecutionResponse } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { command, flag } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import { usageFailure } from '../cli/usage.ts';
import { readHistory } from '../lambda/history.ts';
import type { HistoryEvent } from '../lambda/history-event.ts';
import { nodesOf, type OperationNode } from '../lambda/operation-node.ts';
import { applyEvent, type Operations } from '../lambda/operations.ts';
import { executionArgument, executionArn, functionOption } from './execution-target.ts';
import { junitReport } from './looking/export-junit.ts';
import { mermaidGantt } from './looking/export-mermaid.ts';

const formats = ['mermaid', 'json', 'junit'] as const;

export const exportCommand = command({
  name: 'export',
  summary: 'print a whole execution as a Mermaid gantt chart, JSON, or a JUnit report',
  examples: [
    'durcb export @last --format mermaid > order.mmd   invocations and operations over time',
    'durcb export @last --format json > order.json     everything, payloads too, to keep or to send',
    'durcb export @last --format junit > order.xml     operations as test cases, for CI',
  ],
  arguments: { execution: executionArgument },
  options: {
    function: functionOption,
    format: flag(
      '--format <format>',
      'mermaid, json (with all inputs, results and errors) or junit',
      z.enum(formats),
      formats,
    ),
  },
  async run(context, input) {
    const { clock, config, signal } = context;
    if (config.query !== undefined) throw usageFailure('export takes no --query', 'pipe it into jq');
    const lambda = await context.lambda();
    const DurableExecutionArn = await executionArn(context, lambda, input);
    const events: HistoryEvent[] = [];
    for await (const event of readHistory(lambda, { DurableExecutionArn, withData: true }, signal))
      events.push(event);
    const execution = await lambda.getDurableExecution({ DurableExecutionArn }, signal);
    const indent = config.output === 'jsonl' ? 0 : 2;
    const text = textFor[input.format]({ execution, events, now: clock.now(), indent });
    return { kind: 'text', text };
  },
});

interface Exported {
  readonly execution: GetDurableExecutionResponse;
  readonly events: readonly HistoryEvent[];
  /** Epoch milliseconds. */
  readonly now: number;
  /** Of JSON; 0 for one line. */
  readonly indent: number;
}

const textFor: Readonly<Record<(typeof formats)[number], (exported: Exported) => string>> = {
  mermaid: ({ events, now }) => mermaidGantt(rootOf(events), events, now),
  junit: ({ execution, events, now }) => junitReport(execution, rootOf(events), now),
  json({ execution, events, indent }) {
    const { $metadata, ...Execution } = { $metadata: undefined, ...execution };
    return JSON.stringify({ Execution, Events: events }, null, indent);
  },
};

function rootOf(events: readonly HistoryEvent[]): OperationNode {
  const operations: Operations = new Map();
  for (const event of events) applyEvent(operations, event);
  const root = nodesOf(operations);
  if (root) return root;
  throw new Failure({
    code: 'not-begun',
    message: 'the execution has no history yet',
    hint: 'try again in a moment',
  });
}
