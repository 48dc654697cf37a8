import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeptLogs } from '../../../src/emulator/functions/function-logs.ts';
import { ManualClock } from '../../manual-clock.ts';

test('lines are kept per function, in order, with time and worker', () => {
  const clock = new ManualClock();
  const logs = new KeptLogs(clock);
  logs.add('orders', 'worker-1', 'one');
  logs.add('payments', 'worker-2', 'two');
  logs.add('orders', 'worker-3', 'three');
  assert.deepEqual(logs.of('orders'), [
    { sequence: 1, timestamp: clock.now(), stream: 'worker-1', message: 'one' },
    { sequence: 3, timestamp: clock.now(), stream: 'worker-3', message: 'three' },
  ]);
  assert.deepEqual(logs.of('unknown'), []);
});

test('the oldest go when there are too many lines, or too many bytes', () => {
  const logs = new KeptLogs(new ManualClock(), { lines: 3, bytes: 10 });
  const messages = () => logs.of('orders').map(({ message }) => message);
  for (const line of ['a', 'b', 'c', 'd']) logs.add('orders', 'worker', line);
  assert.deepEqual(messages(), ['b', 'c', 'd']);
  logs.add('orders', 'worker', 'żółw żó');
  assert.deepEqual(messages(), []);
  logs.add('orders', 'worker', 'small');
  assert.deepEqual(messages(), ['small']);
});
