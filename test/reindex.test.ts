import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { startEmulator } from '../src/emulator/emulator.ts';
import { durcbAt } from './durcb.ts';
import { served } from './served.ts';

const order = './fixtures/functions/typescript/order.ts';

test('the index is computed again from the events alone', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'durcb-reindex-'));
  const options = { functions: [served(order)], environment: { PATH: process.env.PATH } };
  const first = await startEmulator({ ...options, state: { kind: 'directory', directory } });
  const input = JSON.stringify({ orderId: '7', items: [{ price: 2, quantity: 3 }] });
  const durcb = durcbAt(first.url);
  await durcb.text('start', 'order:$LATEST', '--name', 'order-7', '--input-text', input);
  await durcb.text('wait', 'order-7', '--function', 'order', '--for', 'callback:approve-order');
  const before = await durcb.text('pending', '-o', 'id');
  await first.close(5000);

  damageIndex(join(directory, 'journal.sqlite'));

  const second = await startEmulator({ ...options, state: { kind: 'directory', directory, reindex: true } });
  const after = durcbAt(second.url);
  assert.equal(await after.text('pending', '-o', 'id'), before);
  await after.text('send-success', before, '--result-text', '{"approvedBy":"me"}');
  assert.match(await after.text('result', 'order-7', '--function', 'order', '--wait'), /"shipped"/);
  await second.close(0);
  rmSync(directory, { recursive: true });
});

function damageIndex(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(
    "DELETE FROM callbacks; UPDATE executions SET status = 'SUCCEEDED', next_deadline = 1, awake = 0;",
  );
  database.close();
}
