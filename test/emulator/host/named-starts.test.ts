import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DurableExecutionAlreadyStartedException } from '@aws-sdk/client-lambda';
import { temporaryDirectory } from '../../temporary-directory.ts';
import { scriptedEmulator } from '../scripted-emulator.ts';

for (const kind of ['memory', 'directory'] as const) {
  test(`many starts under one name at once are one execution, ${kind}`, async (t) => {
    const state = kind === 'memory' ? { kind } : { kind, directory: temporaryDirectory(t) };
    const service = await scriptedEmulator(t, { state });
    const starts = Array.from({ length: 20 }, () => service.start({ DurableExecutionName: 'order-7' }));
    const arns = new Set(await Promise.all(starts));
    assert.equal(arns.size, 1);
    const listed = await service.lambda.listDurableExecutionsByFunction({ FunctionName: 'order' });
    assert.equal(listed.DurableExecutions?.length, 1);
    assert.equal((await service.order.next()).arn, [...arns][0]);
  });
}

test('of starts under one name with different inputs one is taken, and the others are told so', async (t) => {
  const service = await scriptedEmulator(t);
  const starts = Array.from({ length: 10 }, (_, index) =>
    service.start({ DurableExecutionName: 'order-7', Payload: String(index) }),
  );
  const settled = await Promise.allSettled(starts);
  const taken = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  assert.equal(taken.length, 1);
  for (const one of settled) {
    if (one.status === 'fulfilled') continue;
    assert.ok(one.reason instanceof DurableExecutionAlreadyStartedException);
    assert.equal(one.reason.message, `Execution already started: ${taken[0]}`);
  }
});

test('starts under different names do not wait for each other', async (t) => {
  const service = await scriptedEmulator(t);
  const names = Array.from({ length: 20 }, (_, index) => `order-${index}`);
  const arns = await Promise.all(
    names.map((DurableExecutionName) => service.start({ DurableExecutionName })),
  );
  assert.deepEqual(
    arns.map((arn) => arn.split('/').at(-2)),
    names,
  );
});
