import assert from 'node:assert/strict';
import { test } from 'node:test';
import { junitReport } from '../../src/commands/looking/export-junit.ts';
import { mermaidGantt } from '../../src/commands/looking/export-mermaid.ts';
import { nodesOf, type OperationNode } from '../../src/lambda/operation-node.ts';
import { applyEvent, type Operations } from '../../src/lambda/operations.ts';

/** An execution with a step of that name, which failed with a message of the same text. */
function executionWith(name: string): OperationNode {
  const operations: Operations = new Map();
  const at = { EventTimestamp: new Date(1_000) };
  applyEvent(operations, { ...at, EventType: 'ExecutionStarted', EventId: 1, Id: 'e', Name: 'e' });
  applyEvent(operations, { ...at, EventType: 'StepStarted', EventId: 2, Id: 's', Name: name });
  const StepFailedDetails = { Error: { Payload: { ErrorMessage: name } }, RetryDetails: {} };
  applyEvent(operations, {
    ...at,
    EventType: 'StepFailed',
    EventId: 3,
    Id: 's',
    Name: name,
    StepFailedDetails,
  });
  const root = nodesOf(operations);
  assert.ok(root);
  return root;
}

test('a name in a gantt chart has nothing that Mermaid would take for its own', () => {
  const names = [
    ['charge', 'charge'],
    ['a:b;c#d,e', 'a b c d e'],
    ['click me', '· click me'],
    ['callback', 'callback'],
    ['section 2', '· section 2'],
    ['2026-01-01', '· 2026-01-01'],
    ['\n', '-'],
  ] as const;
  for (const [name, shown] of names)
    assert.equal(mermaidGantt(executionWith(name), [], 2_000).split('\n')[5], `  ${shown} :crit, 1000, 1001`);
});

test('each parent has a section of its own, also where others have the same name', () => {
  const operations: Operations = new Map();
  const at = { EventTimestamp: new Date(1_000), EventId: 1 };
  applyEvent(operations, { ...at, EventType: 'ExecutionStarted', Id: 'e', Name: 'e' });
  for (const Id of ['a', 'b']) {
    applyEvent(operations, { ...at, EventType: 'ContextStarted', Id, Name: 'item' });
    applyEvent(operations, { ...at, EventType: 'StepStarted', Id: `${Id}1`, Name: 'charge', ParentId: Id });
  }
  const root = nodesOf(operations);
  assert.ok(root);
  const sections = mermaidGantt(root, [], 2_000).match(/(?<=section ).*/g);
  assert.deepEqual(sections, ['e', 'item', 'item 2']);
});

test('a name in a JUnit report is escaped, and without what XML has no place for', () => {
  const execution = {
    DurableExecutionArn: '',
    DurableExecutionName: 'e',
    FunctionArn: '',
    StartTimestamp: new Date(1_000),
    Status: 'RUNNING',
  } as const;
  const report = junitReport(execution, executionWith('<a> & "b"\n\u0007\uD800'), 2_000);
  const text = '&lt;a&gt; &amp; &quot;b&quot;&#10; \uFFFD';
  assert.match(report, new RegExp(`name="${text}" time="0.000">`));
  assert.match(report, new RegExp(`message="${text}"/>`));
});
