import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedFunction } from '../scripted-function.ts';
import { emulated } from './emulated.ts';

test('executions of a function that somebody else serves are found by its name', async (t) => {
  const { url, durcb, json, close } = await emulated([]);
  t.after(close);
  const there = await scriptedFunction(t);
  there.always((invocation) => invocation.succeed('"done"'));
  const members = { FunctionName: 'function', ExecutionName: 'one', ExecutionTimeoutSeconds: 60 };
  const answer = await fetch(`${url}/start-durable-execution`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...members, LambdaEndpoint: there.url }),
  });
  const { ExecutionArn } = Object(await answer.json());
  const waited = await durcb(['wait', 'one', '--function', 'function']);
  assert.equal(waited.exitCode, 0, waited.err);
  const [execution] = await json('executions', 'function');
  assert.deepEqual([execution.DurableExecutionArn, execution.Status], [ExecutionArn, 'SUCCEEDED']);
  assert.equal((await durcb(['result', '@last', '--function', 'function'])).out, '"done"');
});
