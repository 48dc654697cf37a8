import type { GetDurableExecutionResponse } from '@aws-sdk/client-lambda';
import { errorOf } from '../../lambda/history-event.ts';
import { labelOf, type OperationNode, tookOf } from '../../lambda/operation-node.ts';
import { placedNodes } from '../../lambda/operation-path.ts';
import type { HistoryOperation } from '../../lambda/operations.ts';
import { plainWords } from '../../lambda/plain-words.ts';
import { parseExecutionArn } from '../../model/arn.ts';

/** A JUnit report: each operation is a test case, and the execution as a whole the last one; `now` in epoch milliseconds. */
export function junitReport(
  execution: GetDurableExecutionResponse,
  root: OperationNode,
  now: number,
): string {
  const { functionName, version } = parseExecutionArn(execution.DurableExecutionArn ?? '') ?? {};
  const placed = placedNodes(root).map(({ path, parentPath, node: { operation } }) => ({
    name: path.slice(parentPath ? parentPath.length + 1 : 0),
    place: parentPath,
    operation,
  }));
  const name = labelOf(root.operation);
  const cases = [...placed, { name: 'execution', place: '', operation: root.operation }];
  const count = (verdict: Verdict) =>
    cases.filter(({ operation }) => verdictOf(operation) === verdict).length;
  const numbers = { tests: cases.length, failures: count('failure'), errors: 0, skipped: count('skipped') };
  const time = seconds(root.operation, now);
  const suite = { name: `${functionName}:${version} ${name}`, ...numbers, time };
  const timestamp = root.operation.first.EventTimestamp.toISOString();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    open('testsuites', { name: 'durcb', ...numbers, time }),
    `  ${open('testsuite', { ...suite, timestamp })}`,
    ...cases.flatMap(({ operation, place, name: own }) => [
      `    ${open('testcase', { classname: place ? `${name}/${place}` : name, name: own, time: seconds(operation, now) })}`,
      ...verdictLines(operation),
      '    </testcase>',
    ]),
    '  </testsuite>',
    '</testsuites>\n',
  ].join('\n');
}

type Verdict = 'passed' | 'failure' | 'skipped';

function verdictOf({ Status }: HistoryOperation): Verdict {
  if (Status === 'SUCCEEDED') return 'passed';
  return Status === 'STARTED' || Status === 'PENDING' || Status === 'CANCELLED' ? 'skipped' : 'failure';
}

// Data and stack traces may hold what nobody else should read, and reports are passed around.
function verdictLines(operation: HistoryOperation): readonly string[] {
  const verdict = verdictOf(operation);
  if (verdict === 'passed') return [];
  const status = plainWords(operation.Status);
  if (verdict === 'skipped') return [`      <skipped ${attributes({ message: status })}/>`];
  const { ErrorType = status, ErrorMessage = status } = errorOf(operation.last) ?? {};
  return [`      <failure ${attributes({ type: ErrorType, message: ErrorMessage })}/>`];
}

const seconds = (operation: HistoryOperation, now: number): string =>
  (tookOf(operation, now) / 1000).toFixed(3);

type Attributes = Readonly<Record<string, string | number>>;

const open = (tag: string, values: Attributes): string => `<${tag} ${attributes(values)}>`;

const attributes = (values: Attributes): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};

// XML has no place at all for the other control characters, nor for half a character.
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(
      /[\p{Cc}\uFFFE\uFFFF]|[&<>"]/gu,
      (character) => entities[character] ?? (/\p{C}/u.test(character) ? ' ' : character),
    );
