import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect, type Lambda } from '../../../src/lambda/client.ts';
import { watchCallbacks } from '../../../src/lambda/watch/watch-callbacks.ts';
import { formatExecutionArn } from '../../../src/model/arn.ts';
import type { Clock } from '../../../src/model/time.ts';
import { historyOf } from '../history-of.ts';

const minute = 60_000;
const hour = 60 * minute;
const place = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  functionName: 'order',
  version: '1',
};

/** A clock on which who waits is called as soon as nothing else is to be done; begins an hour after 1970, and ends so much later. */
function leapingClock(until: number) {
  let now = hour;
  const ending = new AbortController();
  const clock: Clock = {
    now: () => now,
    after(milliseconds, call) {
      const timer = setImmediate(() => {
        now += milliseconds;
        if (now >= hour + until) ending.abort(new Error('enough'));
        else call();
      });
      return { [Symbol.dispose]: () => clearImmediate(timer) };
    },
  };
  return { clock, signal: ending.signal };
}

/** A service in which so many executions wait for an answer since 1970, and nothing happens; counts what it is asked. */
function quietService(count: number) {
  const asked: Record<string, number> = { functions: 0, versions: 0, executions: 0, histories: 0 };
  const arns = Array.from({ length: count }, (_, index) =>
    formatExecutionArn({ ...place, executionName: `e${index}`, executionId: `id-${index}` }),
  );
  const history = historyOf(
    { EventType: 'ExecutionStarted' },
    { EventType: 'CallbackStarted', Id: 'c', CallbackStartedDetails: { CallbackId: 'Y2I=' } },
    { EventType: 'InvocationCompleted' },
  );
  const lambda: Lambda = {
    ...connect({ environment: {}, region: 'us-east-1' }),
    async listFunctions() {
      asked.functions = (asked.functions ?? 0) + 1;
      return { Functions: [{ FunctionName: 'order', DurableConfig: {} }] };
    },
    async listVersionsByFunction() {
      asked.versions = (asked.versions ?? 0) + 1;
      return { Versions: [{ Version: '1' }] };
    },
    async listDurableExecutionsByFunction({ Statuses }) {
      asked.executions = (asked.executions ?? 0) + 1;
      const running = arns.map((DurableExecutionArn) => ({
        DurableExecutionArn,
        DurableExecutionName: DurableExecutionArn.split('/').at(-2),
        FunctionArn: DurableExecutionArn.split('/')[0],
        Status: 'RUNNING' as const,
        StartTimestamp: new Date(0),
      }));
      return { DurableExecutions: Statuses ? running : [] };
    },
    async getDurableExecutionHistory({ ReverseOrder }) {
      asked.histories = (asked.histories ?? 0) + 1;
      return { Events: ReverseOrder ? history.toReversed() : history };
    },
  };
  return { lambda, asked };
}

async function watchQuietly(count: number, time: number) {
  const { clock, signal } = leapingClock(time);
  const { lambda, asked } = quietService(count);
  const opened: string[] = [];
  await assert.rejects(async () => {
    for await (const { callback } of watchCallbacks(lambda, clock, {}, signal))
      opened.push(callback.DurableExecutionArn);
  }, /enough/);
  assert.equal(new Set(opened).size, count);
  assert.equal(opened.length, count);
  return asked;
}

describe('watching what does not change, on AWS', () => {
  test('asks for each execution that has been quiet for minutes twice a minute', async () => {
    const { histories = 0 } = await watchQuietly(3, 60 * minute);
    assert.ok(histories > 3 * 110 && histories < 3 * 130, `${histories}`);
  });

  test('asks for many no more than 20 times a second in all', async () => {
    const { histories = 0 } = await watchQuietly(700, minute);
    assert.ok(histories < 700 + 60 * 20 * 1.1, `${histories}`);
  });

  test('asks which functions there are once a minute, and which executions are new every ten seconds', async () => {
    const { functions = 0, executions = 0 } = await watchQuietly(1, 60 * minute);
    assert.ok(functions <= 61, `${functions} lists of functions`);
    assert.ok(executions < 2 * 60 * 7, `${executions} lists of executions`);
  });
});
