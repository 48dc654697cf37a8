import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryJournal } from '../../../src/emulator/journal/memory-journal.ts';
import { waitFor } from '../../wait-for.ts';
import { durable, lambdaClient, ScriptedEmulator, scriptedFunctions } from '../scripted-emulator.ts';
import { startWait } from '../updates.ts';
import { emulatorOnJournal } from './emulator-on-journal.ts';

const cachedExecutions = 20;
const count = 120;

const payloads = Array.from({ length: count }, (_, index) => `{"order":${index}}`);

/** Starts them all, some at a time; their ARNs. */
async function startAll(service: ScriptedEmulator) {
  const arns: string[] = [];
  while (arns.length < count) {
    const next = payloads.slice(arns.length, arns.length + 50);
    arns.push(...(await Promise.all(next.map((Payload) => service.start({ Payload })))));
  }
  return arns;
}

/** Is over when it was counted for every execution. */
function countdown() {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  let left = count;
  return {
    over,
    count() {
      left -= 1;
      if (left === 0) resolve();
    },
  };
}

async function countWith({ lambda }: ScriptedEmulator, status: 'RUNNING' | 'SUCCEEDED') {
  let found = 0;
  let Marker: string | undefined;
  do {
    const request = { FunctionName: 'order', Statuses: [status], MaxItems: 1000, Marker };
    const page = await lambda.listDurableExecutionsByFunction(request);
    found += page.DurableExecutions?.length ?? 0;
    Marker = page.NextMarker;
  } while (Marker);
  return found;
}

test('more executions than memory holds sleep, wake and end, each with its own input', async (t) => {
  const scripted = await scriptedFunctions(t);
  const functions = [durable('order', scripted.order.url)];
  const { emulator, clock } = await emulatorOnJournal(t, openMemoryJournal(), functions, {
    cachedExecutions,
  });
  const lambda = lambdaClient(t, emulator.url);
  const service = new ScriptedEmulator({ ...scripted, emulator, lambda, clock });
  const [asleep, woken] = [countdown(), countdown()];
  service.order.always(async (invocation) => {
    const [execution, wait] = invocation.input.InitialExecutionState.Operations;
    if (wait) {
      invocation.succeed(execution?.ExecutionDetails?.InputPayload);
      woken.count();
    } else {
      await invocation.checkpoint(service.lambda, startWait('w', 60));
      invocation.suspend();
      asleep.count();
    }
  });
  const arns = await startAll(service);
  await asleep.over;
  assert.equal(await countWith(service, 'RUNNING'), count);
  service.clock.advance(60_000);
  await woken.over;
  await waitFor('the end of all', async () => (await countWith(service, 'RUNNING')) === 0 || undefined);
  assert.equal(await countWith(service, 'SUCCEEDED'), count);
  for (let index = 0; index < count; index += 10) {
    const DurableExecutionArn = arns[index];
    const { Result } = await service.lambda.getDurableExecution({ DurableExecutionArn });
    assert.equal(Result, payloads[index]);
    assert.deepEqual(await service.eventTypes(DurableExecutionArn ?? ''), [
      'ExecutionStarted',
      'WaitStarted',
      'InvocationCompleted',
      'WaitSucceeded',
      'InvocationCompleted',
      'ExecutionSucceeded',
    ]);
  }
});
