import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callbackRecords } from '../../src/lambda/callback-record.ts';
import { connect } from '../../src/lambda/client.ts';
import { historyOf } from './history-of.ts';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f:1/durable-execution/e/1';

/** What is told of a callback with these timeouts that came to its end after so many seconds, and whether payloads were asked for. */
async function ended(details: object, seconds: number, ErrorType: string) {
  const [started, ended] = historyOf(
    { EventType: 'CallbackStarted', Id: 'c', CallbackStartedDetails: { CallbackId: 'id', ...details } },
    {
      EventType: 'CallbackTimedOut',
      Id: 'c',
      CallbackTimedOutDetails: { Error: { Payload: { ErrorType } } },
    },
  );
  const lambda = connect({ endpoint: 'http://127.0.0.1:9', environment: {} });
  lambda.close();
  let isPayloadRead = false;
  const [record] = await callbackRecords(
    {
      ...lambda,
      async getDurableExecutionHistory({ IncludeExecutionData }) {
        isPayloadRead ||= IncludeExecutionData === true;
        const told = IncludeExecutionData ? {} : { CallbackTimedOutDetails: { Error: { Truncated: true } } };
        const at = new Date((started?.EventTimestamp.getTime() ?? 0) + seconds * 1000);
        return { Events: [started ?? {}, { ...ended, ...told, EventTimestamp: at }] };
      },
    },
    arn,
  );
  return [record?.Outcome, isPayloadRead];
}

const total = 'Callback.Timeout';
const beat = 'Callback.Heartbeat';

for (const [details, seconds, type, expected] of [
  [{ Timeout: 60 }, 60, total, ['expired', false]],
  [{ HeartbeatTimeout: 10 }, 10, beat, ['unbeaten', false]],
  [{ Timeout: 60, HeartbeatTimeout: 10 }, 30, beat, ['unbeaten', false]],
  [{ Timeout: 60, HeartbeatTimeout: 10 }, 60, total, ['expired', true]],
  [{ Timeout: 60, HeartbeatTimeout: 10 }, 60, beat, ['unbeaten', true]],
  [{}, 60, total, ['expired', false]],
] as const)
  test(`a callback with ${JSON.stringify(details)} that ended after ${seconds} s by ${type} is ${expected[0]}`, async () =>
    assert.deepEqual(await ended(details, seconds, type), expected));
