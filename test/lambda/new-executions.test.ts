import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect, type Lambda } from '../../src/lambda/client.ts';
import { NewExecutions } from '../../src/lambda/new-executions.ts';
import { formatExecutionArn } from '../../src/model/arn.ts';
import { ManualClock } from '../manual-clock.ts';

const minute = 60_000;
const place = { partition: 'aws', region: 'us-east-1', account: '123456789012', version: '1' };

/** A service of two functions, of which the later one may take its time; `start` begins an execution. */
function service(clock: ManualClock) {
  const listed: { name: string; functionName: string; start: Date; end?: Date }[] = [];
  const state = { beforeLater: () => {} };
  const lambda: Lambda = {
    ...connect({ environment: {}, region: 'us-east-1' }),
    async listFunctions() {
      return { Functions: ['earlier', 'later'].map((FunctionName) => ({ FunctionName, DurableConfig: {} })) };
    },
    async listVersionsByFunction() {
      return { Versions: [{ Version: '1' }] };
    },
    async listDurableExecutionsByFunction({ FunctionName, StartedAfter, ReverseOrder, Statuses }) {
      if (FunctionName === 'later') state.beforeLater();
      const found = listed
        .filter((one) => one.functionName === FunctionName && one.start > (StartedAfter ?? 0))
        .filter(({ end }) => !Statuses || end === undefined)
        .map(({ name: executionName, functionName, start, end }) => ({
          DurableExecutionArn: formatExecutionArn({
            ...place,
            functionName,
            executionName,
            executionId: executionName,
          }),
          DurableExecutionName: executionName,
          FunctionArn: functionName,
          Status: end ? ('SUCCEEDED' as const) : ('RUNNING' as const),
          StartTimestamp: start,
          EndTimestamp: end,
        }));
      return { DurableExecutions: ReverseOrder ? found : found.toReversed() };
    },
  };
  return {
    lambda,
    state,
    start: (functionName: string, name: string, end?: Date) =>
      listed.push({ functionName, name, start: new Date(clock.now()), ...(end && { end }) }),
  };
}

function trial() {
  const clock = new ManualClock();
  const { signal } = new AbortController();
  const there = service(clock);
  const executions = new NewExecutions(clock, {});
  const names = async (look: 'present' | 'fresh') => {
    const listed = await executions[look](there.lambda, signal);
    return [...new Set(listed.map(({ DurableExecutionName }) => DurableExecutionName))];
  };
  return { clock, executions, names, ...there };
}

describe('new executions', () => {
  test('what is there at first is what runs, and what ended a moment ago', async () => {
    const { clock, names, start } = trial();
    start('earlier', 'old', new Date(clock.now()));
    start('earlier', 'running');
    clock.advance(60 * minute);
    start('later', 'brief', new Date(clock.now()));
    assert.deepEqual(await names('present'), ['running', 'brief']);
  });

  for (const look of ['present', 'fresh'] as const)
    test(`none is missed that begins in a function behind the back of a long look for those ${look}`, async () => {
      const { clock, names, start, state } = trial();
      start('later', 'first');
      if (look === 'fresh') await names('present');
      state.beforeLater = () => {
        clock.advance(minute);
        start('earlier', 'behind');
        clock.advance(30 * minute);
        start('later', 'second');
        state.beforeLater = () => {};
      };
      assert.ok((await names(look)).includes('second'));
      assert.ok((await names('fresh')).includes('behind'));
    });

  test('lists no further back than a few minutes before the newest, however late it is', async () => {
    const { clock, executions, names, start } = trial();
    start('earlier', 'one');
    clock.advance(10 * minute);
    start('earlier', 'two');
    clock.advance(10 * minute);
    await names('present');
    assert.deepEqual(await names('fresh'), ['two']);
    assert.ok(executions.horizon < executions.newest);
  });

  test('a clock that is set back brings nothing back', async () => {
    const { clock, executions, names, start } = trial();
    start('earlier', 'one');
    await names('present');
    const { horizon } = executions;
    clock.advance(-60 * minute);
    assert.deepEqual(await names('fresh'), ['one']);
    assert.equal(executions.horizon, horizon);
  });
});
