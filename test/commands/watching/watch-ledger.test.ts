import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WatchLedger } from '../../../src/commands/watching/watch-ledger.ts';
import type { PendingCallback } from '../../../src/lambda/pending-callback.ts';

const callback = (Name: string): PendingCallback => ({
  CallbackId: Name,
  Name,
  DurableExecutionArn: 'arn',
  DurableExecutionName: 'one',
  FunctionArn: 'order:1',
  FunctionName: 'order',
  Version: '1',
  OperationId: Name,
  StartTimestamp: new Date(0),
  Timeout: 60,
  Derived: { Name, Deadline: new Date(60_000) },
});

test('a ledger keeps, and wakes for, only what it may ever tell', () => {
  const ledger = new WatchLedger({ name: 'approve*', olderThan: 5_000, expiringWithin: undefined });
  assert.deepEqual(ledger.take({ kind: 'opened', callback: callback('other') }, 0), []);
  assert.equal(ledger.due, Infinity);
  assert.deepEqual(ledger.take({ kind: 'opened', callback: callback('approve-1') }, 0), []);
  assert.equal(ledger.due, 5_001);
  assert.deepEqual(
    ledger.tell(5_001).map(({ kind }) => kind),
    ['opened'],
  );
  assert.equal(ledger.due, 54_000);
  assert.deepEqual(
    ledger.tell(54_000).map(({ kind }) => kind),
    ['expiring'],
  );
  assert.equal(ledger.due, Infinity);
});
