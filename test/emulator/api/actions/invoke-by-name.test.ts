import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DurableExecutionAlreadyStartedException, type InvokeCommandInput } from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { durable, type ScriptedEmulator, scriptedEmulator, usualInput } from '../../scripted-emulator.ts';

const DurableExecutionName = 'order-7';

const invoke = ({ lambda }: ScriptedEmulator, more: Partial<InvokeCommandInput> = {}) =>
  lambda.invoke({ FunctionName: 'order:$LATEST', Payload: usualInput, DurableExecutionName, ...more });

const executionsOf = async ({ lambda }: ScriptedEmulator) =>
  (await lambda.listDurableExecutionsByFunction({ FunctionName: 'order' })).DurableExecutions?.length;

describe('while an execution with the name runs', () => {
  test('the same payload finds it', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start({ DurableExecutionName });
    const again = await invoke(service, { InvocationType: 'Event' });
    assert.deepEqual([again.StatusCode, again.DurableExecutionArn], [202, arn]);
    assert.equal(await executionsOf(service), 1);
  });

  test('a synchronous call waits for its end', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start({ DurableExecutionName });
    const invocation = await service.order.next();
    const both = [invoke(service), invoke(service)];
    invocation.succeed('"done"');
    for (const answer of await Promise.all(both)) {
      assert.equal(answer.DurableExecutionArn, arn);
      assert.equal(answer.Payload?.transformToString(), '"done"');
    }
    assert.equal(await executionsOf(service), 1);
  });

  test('through another version, too, and the answer tells which one runs', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start({ DurableExecutionName });
    await service.lambda.publishVersion({ FunctionName: 'order' });
    const again = await invoke(service, { FunctionName: 'order:1', InvocationType: 'Event' });
    assert.equal(again.DurableExecutionArn, arn);
    assert.equal(again.ExecutedVersion, '$LATEST');
  });

  test('another payload is a conflict', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start({ DurableExecutionName });
    const message = `Execution already started: ${arn}`;
    // The same value, but not the same bytes.
    for (const Payload of ['{"n":2}', '{"n": 1}', undefined]) {
      for (const InvocationType of ['Event', 'RequestResponse'] as const) {
        const call = invoke(service, { Payload, InvocationType });
        await refused(call, DurableExecutionAlreadyStartedException, 409, message);
      }
    }
  });
});

describe('after the execution with the name has ended', () => {
  test('the same payload gives its result again', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.startSucceeded('"done"', { DurableExecutionName });
    const answer = await invoke(service);
    assert.equal(answer.DurableExecutionArn, arn);
    assert.equal(answer.Payload?.transformToString(), '"done"');
    const async = await invoke(service, { InvocationType: 'Event' });
    assert.deepEqual([async.StatusCode, async.DurableExecutionArn], [202, arn]);
    assert.deepEqual([await executionsOf(service), service.order.untaken], [1, 0]);
  });

  test('or its failure', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start({ DurableExecutionName });
    (await service.order.next()).fail({ ErrorType: 'Declined' });
    await service.ended(arn);
    const { FunctionError, Payload } = await invoke(service);
    assert.deepEqual(
      [FunctionError, Payload?.transformToString()],
      ['Unhandled', '{"errorType":"Declined"}'],
    );
  });

  test('another payload is a conflict', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.startSucceeded('"done"', { DurableExecutionName });
    const call = invoke(service, { Payload: '{"n":2}' });
    const message = `Execution already started: ${arn}`;
    await refused(call, DurableExecutionAlreadyStartedException, 409, message);
  });

  test('its name is free when its retention is over', async (t) => {
    const service = await scriptedEmulator(t, { settings: { RetentionPeriodInDays: 2 } });
    const arn = await service.startSucceeded('"done"', { DurableExecutionName });
    service.clock.advance(2 * 86_400_000);
    const { DurableExecutionArn } = await invoke(service, { InvocationType: 'Event', Payload: '{"n":2}' });
    assert.notEqual(DurableExecutionArn, arn);
    const again = await invoke(service, { InvocationType: 'Event', Payload: '{"n":2}' });
    assert.equal(again.DurableExecutionArn, DurableExecutionArn);
  });
});

test('a name means one execution of a function; another function may use it too', async (t) => {
  const service = await scriptedEmulator(t, { also: ({ order }) => [durable('other', order.url)] });
  const arn = await service.start({ DurableExecutionName });
  const other = await service.start({ DurableExecutionName, FunctionName: 'other:$LATEST', Payload: '2' });
  assert.match(other, /:function:other:\$LATEST\/durable-execution\/order-7\//);
  assert.notEqual(other.split('/').at(-1), arn.split('/').at(-1));
});
