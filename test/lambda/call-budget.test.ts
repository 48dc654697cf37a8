import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { withinBudget } from '../../src/lambda/call-budget.ts';
import { connect } from '../../src/lambda/client.ts';
import { ManualClock } from '../manual-clock.ts';

test('thousands of parked executions keep neither new ones nor lists waiting', async () => {
  const clock = new ManualClock();
  const asked: string[] = [];
  const lambda = connect({ endpoint: undefined, environment: {} }, clock);
  const far = {
    ...lambda,
    async getDurableExecutionHistory({ DurableExecutionArn = '' }) {
      asked.push(DurableExecutionArn);
      return { Events: [] };
    },
    async listDurableExecutionsByFunction() {
      asked.push('list');
      return { DurableExecutions: [] };
    },
  };
  const budgeted = withinBudget(far, clock);
  const history = (DurableExecutionArn: string, ReverseOrder: boolean) =>
    budgeted.getDurableExecutionHistory({ DurableExecutionArn, ReverseOrder, IncludeExecutionData: true });
  const parked = Array.from({ length: 2_000 }, (_, index) => history(`parked-${index}`, true));
  const others = [budgeted.listDurableExecutionsByFunction({ FunctionName: 'f' }), history('new', false)];
  while (asked.length < 100) {
    await setImmediate();
    clock.advance(100);
  }
  for (const one of ['list', 'new']) {
    const place = asked.indexOf(one);
    assert.ok(place >= 0 && place < 25, `${one}: ${place}`);
  }
  while (asked.length < 2_002) {
    await setImmediate();
    clock.advance(1_000);
  }
  await Promise.all([...parked, ...others]);
  lambda.close();
});
