import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  InvalidParameterValueException,
  type ListDurableExecutionsByFunctionRequest,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { functionArn, type ScriptedEmulator, scriptedEmulator } from '../../scripted-emulator.ts';
import { startCallback } from '../../updates.ts';

const second = 1000;
const day = 86_400 * second;

/** Executions named a, b, c and so on, begun a second apart, each with its end. */
async function history(
  service: ScriptedEmulator,
  ...ends: readonly ('succeed' | 'fail' | 'stop' | 'go on')[]
) {
  const arns: string[] = [];
  for (const [index, end] of ends.entries()) {
    const name = String.fromCharCode('a'.charCodeAt(0) + index);
    const arn = await service.start({ DurableExecutionName: name });
    const invocation = await service.order.next();
    if (end === 'succeed') invocation.succeed();
    if (end === 'fail') invocation.fail({});
    if (end === 'stop') await service.lambda.stopDurableExecution({ DurableExecutionArn: arn });
    if (end === 'go on') await invocation.checkpoint(service.lambda, startCallback('c'));
    if (end === 'go on' || end === 'stop') invocation.suspend();
    if (end !== 'go on') await service.ended(arn);
    arns.push(arn);
    service.clock.advance(second);
  }
  return arns;
}

async function namesOf(
  { lambda }: ScriptedEmulator,
  request: Partial<ListDurableExecutionsByFunctionRequest> = {},
) {
  const { DurableExecutions = [] } = await lambda.listDurableExecutionsByFunction({
    FunctionName: 'order',
    ...request,
  });
  return DurableExecutions.map(({ DurableExecutionName }) => DurableExecutionName).join('');
}

test('a row tells which execution, and how it stands', async (t) => {
  const service = await scriptedEmulator(t);
  const begin = new Date(service.clock.now());
  const [succeeded, running] = await history(service, 'succeed', 'go on');
  const { DurableExecutions } = await service.lambda.listDurableExecutionsByFunction({
    FunctionName: 'order',
  });
  assert.deepEqual(DurableExecutions, [
    {
      DurableExecutionArn: running,
      DurableExecutionName: 'b',
      FunctionArn: functionArn,
      Status: 'RUNNING',
      StartTimestamp: new Date(begin.getTime() + second),
    },
    {
      DurableExecutionArn: succeeded,
      DurableExecutionName: 'a',
      FunctionArn: functionArn,
      Status: 'SUCCEEDED',
      StartTimestamp: begin,
      EndTimestamp: begin,
    },
  ]);
});

test('newest first, or oldest first in reverse', async (t) => {
  const service = await scriptedEmulator(t);
  await history(service, 'succeed', 'fail', 'go on');
  assert.equal(await namesOf(service), 'cba');
  assert.equal(await namesOf(service, { ReverseOrder: false }), 'cba');
  assert.equal(await namesOf(service, { ReverseOrder: true }), 'abc');
});

test('a function without executions has an empty list', async (t) => {
  const { lambda } = await scriptedEmulator(t);
  const { DurableExecutions, NextMarker } = await lambda.listDurableExecutionsByFunction({
    FunctionName: 'plain',
  });
  assert.deepEqual([DurableExecutions, NextMarker], [[], undefined]);
});

describe('a filter', () => {
  test('by name is exact', async (t) => {
    const service = await scriptedEmulator(t);
    await service.start({ DurableExecutionName: 'order' });
    await service.start({ DurableExecutionName: 'order-7' });
    assert.equal(await namesOf(service, { DurableExecutionName: 'order' }), 'order');
    assert.equal(await namesOf(service, { DurableExecutionName: 'orde' }), '');
  });

  test('by status takes one or several', async (t) => {
    const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 4 } });
    await history(service, 'go on', 'succeed', 'fail', 'stop');
    assert.equal(await namesOf(service, { Statuses: ['SUCCEEDED'] }), 'b');
    assert.equal(await namesOf(service, { Statuses: ['TIMED_OUT'] }), 'a');
    assert.equal(await namesOf(service, { Statuses: ['FAILED'] }), 'c');
    assert.equal(await namesOf(service, { Statuses: ['FAILED', 'STOPPED'] }), 'dc');
  });

  test('by start leaves out its bounds', async (t) => {
    const service = await scriptedEmulator(t);
    const begin = service.clock.now();
    await history(service, 'succeed', 'succeed', 'succeed', 'succeed');
    const at = (seconds: number) => new Date(begin + seconds * second);
    assert.equal(await namesOf(service, { StartedAfter: at(1) }), 'dc');
    assert.equal(await namesOf(service, { StartedBefore: at(1) }), 'a');
    assert.equal(await namesOf(service, { StartedAfter: at(0), StartedBefore: at(3) }), 'cb');
  });

  test('by version takes $LATEST beside the name or within it', async (t) => {
    const service = await scriptedEmulator(t);
    await history(service, 'succeed');
    assert.equal(await namesOf(service, { Qualifier: '$LATEST' }), 'a');
    assert.equal(await namesOf(service, { FunctionName: 'order:$LATEST', Qualifier: '$LATEST' }), 'a');
    const message = 'The derived qualifier from the function name does not match the specified qualifier.';
    const call = namesOf(service, { FunctionName: 'order:$LATEST', Qualifier: '1' });
    await refused(call, InvalidParameterValueException, 400, message);
  });

  test('is refused when it is not in shape', async (t) => {
    const service = await scriptedEmulator(t);
    const path = '/2025-12-01/functions/order/durable-executions';
    const ask = async (query: string) => {
      const answer = await fetch(`${service.emulator.url}${path}?${query}`);
      return [answer.status, answer.headers.get('x-amzn-errortype')];
    };
    assert.deepEqual(await ask('StartedAfter=yesterday'), [400, 'SerializationException']);
    assert.deepEqual(await ask('Statuses=DONE'), [400, 'ValidationException']);
    assert.deepEqual(await ask('DurableExecutionName=a%20b'), [400, 'ValidationException']);
    for (const time of [
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:05.678901Z',
      '2026-01-02T03:04:05%2B01:00',
      '2026-01-02',
      '1795345520.5',
    ]) {
      assert.deepEqual(await ask(`StartedAfter=${time}`), [200, null], time);
    }
  });
});

describe('pages', () => {
  test('follow each other in either order', async (t) => {
    const service = await scriptedEmulator(t);
    await history(service, 'succeed', 'go on', 'succeed', 'go on', 'succeed');
    const pages = async (request: Partial<ListDurableExecutionsByFunctionRequest>) => {
      const names: string[] = [];
      let Marker: string | undefined;
      do {
        const asked = { FunctionName: 'order', ...request, Marker };
        const page = await service.lambda.listDurableExecutionsByFunction(asked);
        names.push(page.DurableExecutions?.map((row) => row.DurableExecutionName).join('') ?? '');
        Marker = page.NextMarker;
      } while (Marker);
      return names;
    };
    assert.deepEqual(await pages({ MaxItems: 2 }), ['ed', 'cb', 'a']);
    assert.deepEqual(await pages({ MaxItems: 2, ReverseOrder: true }), ['ab', 'cd', 'e']);
    assert.deepEqual(await pages({ MaxItems: 1, Statuses: ['RUNNING'] }), ['d', 'b']);
    assert.deepEqual(await pages({ MaxItems: 5 }), ['edcba']);
    assert.deepEqual(await pages({ MaxItems: 0 }), ['edcba']);
  });

  test('need a marker that was handed out', async (t) => {
    const service = await scriptedEmulator(t);
    const call = namesOf(service, { Marker: 'nonsense' });
    await refused(call, InvalidParameterValueException, 400, 'Invalid Marker');
  });
});

describe('the function', () => {
  test('may be given as a name, with its account, or as an ARN', async (t) => {
    const service = await scriptedEmulator(t);
    await history(service, 'succeed');
    const unqualified = functionArn.replace(':$LATEST', '');
    const names = ['order', 'order:$LATEST', '123456789012:function:order', unqualified, functionArn];
    for (const FunctionName of names)
      assert.equal(await namesOf(service, { FunctionName }), 'a', FunctionName);
  });

  test('must be there', async (t) => {
    const service = await scriptedEmulator(t);
    const unknown = async (FunctionName: string, arn: string) =>
      refused(
        namesOf(service, { FunctionName }),
        ResourceNotFoundException,
        404,
        `Function not found: ${arn}`,
      );
    const other = functionArn.replace(':order:$LATEST', ':other');
    await unknown('other', other);
    await unknown('order:7', functionArn.replace('$LATEST', '7'));
    const elsewhere = functionArn.replace('us-east-1', 'eu-west-1');
    await unknown(elsewhere, elsewhere);
  });
});

test('executions whose retention is over are not listed, nor do they shorten a page', async (t) => {
  const service = await scriptedEmulator(t, { settings: { RetentionPeriodInDays: 3 } });
  await history(service, 'succeed', 'fail', 'stop');
  service.clock.advance(3 * day);
  await history(service, 'succeed', 'fail');
  assert.equal(await namesOf(service), 'ba');
  assert.equal(await namesOf(service, { ReverseOrder: true, MaxItems: 1 }), 'a');
});
