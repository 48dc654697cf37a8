import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { temporaryDirectory } from '../../temporary-directory.ts';
import { waitFor } from '../../wait-for.ts';
import { newFunction, sleeper } from '../deployed.ts';
import { sandbox } from '../functions/test-host.ts';
import {
  durable,
  plain,
  type ScriptedOptions,
  scriptedEmulator,
  scriptedFunctions,
} from '../scripted-emulator.ts';
import { startInvoke, startWait } from '../updates.ts';

const name = 'gone';

/** An execution of a function that sleeps for five seconds; the emulators after it may serve the function or not. */
async function sleepingExecution(t: TestContext) {
  const state = { kind: 'directory', directory: temporaryDirectory(t) } as const;
  const scripted = await scriptedFunctions(t);
  const also = () => [durable(name, scripted.order.url)];
  const first = await scriptedEmulator(t, { state, scripted, also });
  const arn = await first.start({ FunctionName: `${name}:$LATEST` });
  const invocation = await scripted.order.next();
  await invocation.checkpoint(first.lambda, startWait('w', 5));
  invocation.suspend();
  await first.invocationsEnded(arn, 1);
  await first.emulator.close();
  const next = async (more: ScriptedOptions = {}) => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const service = await scriptedEmulator(t, { state, scripted, clock: first.clock, log, ...more });
    return { service, lines };
  };
  return { arn, also, next, order: scripted.order };
}

test('an execution whose function is not served waits, and goes on when it is', async (t) => {
  const { arn, also, next, order } = await sleepingExecution(t);
  const { service, lines } = await next();
  assert.deepEqual(lines, ['gone is not served; 1 execution waits for it']);
  service.clock.advance(5000);
  // What follows from the end of the wait was begun before this is answered.
  const again = await service.start();
  (await order.next()).succeed();
  await service.ended(again);
  assert.deepEqual(lines, Array(2).fill('gone is not served; 1 execution waits for it'));
  const { Status } = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
  assert.equal(Status, 'RUNNING');
  assert.deepEqual((await service.eventTypes(arn)).slice(-1), ['WaitSucceeded']);
  await service.emulator.close();

  const without = await next();
  assert.deepEqual(without.lines, ['gone is not served; 1 execution waits for it']);
  await without.service.emulator.close();

  const { service: third, lines: none } = await next({ also });
  const invocation = await order.next();
  assert.equal(invocation.arn, arn);
  invocation.succeed('"late"');
  await third.invocationsEnded(arn, 2);
  assert.equal((await third.lambda.getDurableExecution({ DurableExecutionArn: arn })).Result, '"late"');
  assert.deepEqual(none, []);
});

test('it is listed, and runs out of its time, while it waits', async (t) => {
  const { arn, next } = await sleepingExecution(t);
  const { service } = await next();
  const { DurableExecutions } = await service.lambda.listDurableExecutionsByFunction({ FunctionName: name });
  assert.equal(DurableExecutions?.[0]?.DurableExecutionArn, arn);
  service.clock.advance(900_000);
  await waitFor('the execution to run out of its time', async () => {
    const { Status } = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
    return Status === 'TIMED_OUT' || undefined;
  });
});

test('an invoke of a function that is not served any more waits for it', async (t) => {
  const state = { kind: 'directory', directory: temporaryDirectory(t) } as const;
  const scripted = await scriptedFunctions(t);
  const also = () => [plain(name, scripted.plain.url)];
  const first = await scriptedEmulator(t, { state, scripted, also });
  const arn = await first.startSuspended(startInvoke('i', name, '4'));
  await scripted.plain.next();
  await first.emulator.close();

  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const second = await scriptedEmulator(t, { state, scripted, clock: first.clock, log });
  assert.deepEqual(await second.eventTypes(arn), [
    'ExecutionStarted',
    'ChainedInvokeStarted',
    'InvocationCompleted',
  ]);
  assert.deepEqual(lines, ['gone is not served; 1 execution waits for it']);
  await second.emulator.close();

  const third = await scriptedEmulator(t, { state, scripted, clock: first.clock, also });
  const again = await scripted.plain.next();
  assert.equal(again.text, '4');
  again.reply('5');
  assert.equal((await third.shownAgain('i'))?.ChainedInvokeDetails?.Result, '5');
});

test('an execution goes on when its function is created', async (t) => {
  const { arn, next } = await sleepingExecution(t);
  const { service, lines } = await next({ environment: sandbox.environment });
  service.clock.advance(5000);
  await service.lambda.publishVersion({ FunctionName: 'order' });
  const DurableConfig = { ExecutionTimeout: 60 };
  await service.lambda.createFunction(
    newFunction(name, 'any', { DurableConfig, Code: { ZipFile: sleeper('awake') } }),
  );
  await service.invocationsEnded(arn, 2);
  assert.deepEqual((await service.eventTypes(arn)).slice(-2), ['WaitStarted', 'InvocationCompleted']);
  assert.deepEqual(lines, Array(2).fill('gone is not served; 1 execution waits for it'));
});
