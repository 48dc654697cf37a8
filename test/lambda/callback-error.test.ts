import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { exitCodes, Failure } from '../../src/cli/failure.ts';
import { explainCallbackError } from '../../src/lambda/callback-error.ts';
import type { CallbackScope } from '../../src/lambda/callbacks.ts';
import type { Lambda } from '../../src/lambda/client.ts';
import { readHistory } from '../../src/lambda/history.ts';
import { locateOrThrow } from '../../src/lambda/locate-callback.ts';
import { answererOf } from '../../src/lambda/lost-reply.ts';
import { type Emulated, emulated } from '../commands/emulated.ts';
import { collect } from './collect.ts';

const functionName = 'callback-with-timeouts';
let there: Emulated;
let DurableExecutionArn: string;
let callbackId: string;
/** AWS cannot be asked what only the emulator knows. */
let aws: Lambda;

before(async () => {
  there = await emulated([functionName, 'two-callbacks']);
  aws = { ...there.lambda, endpoint: undefined };
  DurableExecutionArn = await there.started(functionName, 'answered', { data: 'x' }, 'suspended');
  [{ CallbackId: callbackId }] = await there.json('pending');
  await there.lambda.sendSuccess({ CallbackId: callbackId });
  await there.started(functionName, 'newer', { data: 'x' }, 'suspended');
});
after(() => there.close());

describe('a callback that the service calls closed is explained', () => {
  const closed = new Failure({ code: 'callback-closed', message: 'no', exitCode: exitCodes.callbackExpired });

  const scopes: readonly [string, () => Lambda, () => CallbackScope][] = [
    ['by its id alone on the emulator', () => there.lambda, () => ({})],
    ['by its execution on AWS', () => aws, () => ({ DurableExecutionArn })],
    ['by its function on AWS', () => aws, () => ({ functionName })],
  ];
  for (const [title, lambda, scope] of scopes)
    test(title, async () => {
      const explained = await explainCallbackError(lambda(), callbackId, scope(), closed);
      assert.ok(explained instanceof Failure);
      assert.deepEqual([explained.code, explained.exitCode], ['callback-already-answered', 6]);
      assert.match(
        explained.message,
        /callback example-callback of execution answered is closed: answered with success at/,
      );
    });

  test('but not where AWS would have to be told where to look', async () => {
    assert.equal(await explainCallbackError(aws, callbackId, {}, closed), closed);
    assert.equal(
      await explainCallbackError(aws, callbackId, { functionName: 'two-callbacks' }, closed),
      closed,
    );
  });

  test('but stays closed for who may not read its history', async () => {
    const denied = new Failure({ code: 'access-denied', message: 'may not read', exitCode: 9 });
    const getDurableExecutionHistory = () => Promise.reject(denied);
    const blind = { ...aws, getDurableExecutionHistory };
    const explained = await explainCallbackError(blind, callbackId, { DurableExecutionArn }, closed);
    assert.ok(explained instanceof Failure);
    assert.deepEqual([explained.code, explained.exitCode], ['callback-closed', exitCodes.callbackExpired]);
    assert.match(explained.hint ?? '', /could not be read: may not read/);
    const retried = closed.with({ attempts: 2 });
    const scope = { DurableExecutionArn };
    assert.equal(await answererOf(blind, callbackId, scope, retried, () => true), 'unknown');
  });

  test('and any other error stays what it is', async () => {
    const other = new Error('other');
    assert.equal(await explainCallbackError(aws, callbackId, {}, other), other);
  });
});

test('what cannot be done without the execution says what to add', async () => {
  await assert.rejects(locateOrThrow(aws, callbackId, {}), { exitCode: 2, hint: /--execution/ });
  await assert.rejects(locateOrThrow(aws, callbackId, { functionName: 'two-callbacks' }), { exitCode: 8 });
});

test('a history is read page after page, in either direction', async () => {
  const { lambda } = there;
  const all = await collect(readHistory(lambda, { DurableExecutionArn, withData: true }));
  assert.ok(all.length > 4);
  const paged = await collect(readHistory(lambda, { DurableExecutionArn, withData: true, firstPage: 2 }));
  assert.deepEqual(paged, all);
  const back = await collect(
    readHistory(lambda, { DurableExecutionArn, withData: true, firstPage: 2, reverse: true }),
  );
  assert.deepEqual(back.toReversed(), all);
});
