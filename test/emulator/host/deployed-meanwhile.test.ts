import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arnOf } from '../../../src/emulator/engine/durable-execution.ts';
import { openSqliteJournal } from '../../../src/emulator/journal/sqlite-journal.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';
import { durable, lambdaClient, ScriptedEmulator, scriptedFunctions } from '../scripted-emulator.ts';
import { startWait } from '../updates.ts';
import { emulatorOnJournal } from './emulator-on-journal.ts';

const tags = { type: 'FunctionTagged', functionName: 'other', tags: {} } as const;
const settings = { ExecutionTimeout: 900, RetentionPeriodInDays: 14 };

test('an execution that is stored together with a deployment is one execution, and runs once', async (t) => {
  const journal = openSqliteJournal({ directory: temporaryDirectory(t), owner: { pid: process.pid } });
  const scripted = await scriptedFunctions(t);
  const { emulator, clock, parts } = await emulatorOnJournal(t, journal, [
    durable('order', scripted.order.url),
  ]);
  const lambda = lambdaClient(t, emulator.url);
  const service = new ScriptedEmulator({ ...scripted, emulator, lambda, clock });

  const deployed = parts.deployments.change('other', () => ({ events: [tags], result: undefined }));
  // By now the change waits for the commit that the start, too, will wait for.
  await new Promise(process.nextTick);
  const order = { functionName: 'order', version: '$LATEST', settings, input: '{}', isSync: false };
  const arn = arnOf(await parts.executions.start(order));
  await deployed;

  const invocation = await service.order.next();
  await invocation.checkpoint(lambda, startWait('w', 5));
  invocation.suspend();
  await service.invocationsEnded(arn, 1);
  const events = ['ExecutionStarted', 'WaitStarted', 'InvocationCompleted'];
  assert.deepEqual(await service.eventTypes(arn), events);
});
