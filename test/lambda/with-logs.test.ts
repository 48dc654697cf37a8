import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../../src/lambda/client.ts';
import { ExecutionLogs } from '../../src/lambda/execution-logs.ts';
import type { Tail } from '../../src/lambda/tailed-events.ts';
import { type TailedEvent, TailedExecutions } from '../../src/lambda/tailed-executions.ts';
import { withLogs } from '../../src/lambda/with-logs.ts';
import { systemClock } from '../../src/model/time.ts';
import { collect } from './collect.ts';
import { historyOf } from './history-of.ts';

test('where the logs break the events off nobody goes on asking for them', async () => {
  const ended = Promise.withResolvers<void>();
  const DurableExecutionArn = 'arn';
  const tail: Tail<TailedEvent> = {
    async *soFar() {},
    async *live(signal) {
      yield historyOf({ EventType: 'ExecutionStarted' }).map((event) => ({
        DurableExecutionArn,
        time: 0,
        event,
      }));
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))).finally(
        ended.resolve,
      );
    },
  };
  const lambda = {
    ...connect({ endpoint: undefined, environment: {} }),
    getFunctionConfiguration: async () => ({}),
    filterLogEvents: () => Promise.reject(new TypeError('of the logs')),
  };
  const executions = new TailedExecutions();
  executions.add(DurableExecutionArn);
  const logs = new ExecutionLogs(lambda, systemClock, executions, () => {});
  const logged = withLogs({ tail, logs, executions, clock: systemClock, lateness: 0 });
  await assert.rejects(collect(logged.live(new AbortController().signal)), /of the logs/);
  await ended.promise;
  lambda.close();
});
