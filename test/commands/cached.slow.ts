import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account } from './account.ts';

const functions = 1000;
const executions = 10;

test('a second look at ten thousand closed executions takes a tenth of the calls', async (t) => {
  const there = await account(t, functions);
  const names = Array.from({ length: functions }, (_, index) => `f${index}`);
  const all = Array.from({ length: executions }, (_, index) => `e${index}`);
  const start = async (): Promise<void> => {
    for (let name = names.pop(); name !== undefined; name = names.pop())
      for (const execution of all) await there.started(name, execution, 'end');
  };
  await Promise.all(Array.from({ length: 16 }, start));

  const look = async (...words: readonly string[]) => {
    const began = performance.now();
    const said = await there.durcb(['stats', ...words]);
    t.diagnostic(`${said.asked.length} calls in ${Math.round(performance.now() - began)} ms`);
    assert.match(said.err, /read 10000 executions/);
    return said.asked.length;
  };
  const first = await look();
  assert.ok(first >= functions * executions);
  assert.ok((await look()) <= first / 10);
  await look('--max-age', '1h');
  assert.equal(await look('--max-age', '1h'), 0);
});
