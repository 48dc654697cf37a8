import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startEmulator } from '../../../../src/emulator/emulator.ts';
import type { FunctionDefinition } from '../../../../src/emulator/functions/functions.ts';
import { definition, node } from '../../functions/test-host.ts';

const orders = definition(node('logs.mjs'), { name: 'orders' });

/** An emulator of plain functions, each of which has printed `while loading`, `line 1` to `line 3` and `to stderr`. */
async function printed(t: TestContext, functions: readonly FunctionDefinition[] = [orders]) {
  const emulator = await startEmulator({ functions, environment: process.env });
  t.after(() => emulator.close());
  for (const { name } of functions) {
    const url = `${emulator.url}/2015-03-31/functions/${name}/invocations`;
    await fetch(url, { method: 'POST', body: '{"lines":3}' });
  }
  return async (operation: string, input: object) => {
    const headers = { 'x-amz-target': `Logs_20140328.${operation}` };
    const reply = await fetch(emulator.url, { method: 'POST', headers, body: JSON.stringify(input) });
    const answer = Object(await reply.json());
    return { status: reply.status, type: reply.headers.get('content-type'), ...answer };
  };
}

const group = { logGroupName: '/aws/lambda/orders' };

const messages = ({ events }: { events: readonly { message: string }[] }) =>
  events.map(({ message }) => message.trim());

test('FilterLogEvents finds lines by pattern, time and stream, page by page', async (t) => {
  const logs = await printed(t);
  const all = await logs('FilterLogEvents', group);
  assert.equal(all.type, 'application/x-amz-json-1.1');
  const lines = messages(all);
  assert.deepEqual(
    lines.filter((line) => line.startsWith('line')),
    ['line 1', 'line 2', 'line 3'],
  );
  const [first] = all.events;
  assert.match(first.logStreamName, /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\]\d{32}$/);
  assert.match(first.eventId, /^\d{56}$/);
  assert.deepEqual(messages(await logs('FilterLogEvents', { ...group, filterPattern: '"line 2"' })), [
    'line 2',
  ]);
  for (const none of [
    { endTime: first.timestamp - 1 },
    { startTime: Number.MAX_SAFE_INTEGER },
    { logStreamNames: ['x'] },
    { logStreamNamePrefix: 'x' },
  ]) {
    assert.deepEqual(messages(await logs('FilterLogEvents', { ...group, ...none })), []);
  }
  const pages = [];
  for (let token: string | undefined, more = true; more; more = token !== undefined) {
    const page = await logs('FilterLogEvents', { ...group, limit: 2, nextToken: token });
    pages.push(...messages(page));
    token = page.nextToken;
  }
  assert.deepEqual(pages, lines);
});

test('GetLogEvents reads a stream forwards and backwards', async (t) => {
  const logs = await printed(t);
  const all = await logs('FilterLogEvents', group);
  const stream = { ...group, logStreamName: all.events[0].logStreamName };
  const head = await logs('GetLogEvents', { ...stream, startFromHead: true, limit: 2 });
  assert.deepEqual(messages(head), messages(all).slice(0, 2));
  const rest = await logs('GetLogEvents', { ...stream, nextToken: head.nextForwardToken });
  assert.deepEqual(messages(rest), messages(all).slice(2));
  const end = await logs('GetLogEvents', { ...stream, nextToken: rest.nextForwardToken });
  assert.deepEqual([messages(end), end.nextForwardToken], [[], rest.nextForwardToken]);
  const tail = await logs('GetLogEvents', { ...stream, limit: 1 });
  assert.deepEqual(messages(tail), messages(all).slice(-1));
});

test('log groups are those of the functions, and log streams their workers', async (t) => {
  const logs = await printed(t);
  const { logGroups } = await logs('DescribeLogGroups', { logGroupNamePrefix: '/aws/lambda/' });
  assert.partialDeepStrictEqual(logGroups, [
    {
      logGroupName: '/aws/lambda/orders',
      arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/orders:*',
    },
  ]);
  const byArn = { logGroupIdentifier: logGroups[0].arn, orderBy: 'LastEventTime' };
  const { logStreams } = await logs('DescribeLogStreams', byArn);
  assert.equal(logStreams.length, 1);
});

test('functions with one log group print to it, each to streams of its own', async (t) => {
  const logging = { LogFormat: 'Text', LogGroup: 'shop' } as const;
  const names = ['orders', 'prices'];
  const logs = await printed(
    t,
    names.map((name) => ({ ...orders, name, logging })),
  );
  const { logGroups } = await logs('DescribeLogGroups', {});
  assert.deepEqual(
    logGroups.map(({ logGroupName }: { logGroupName: string }) => logGroupName),
    ['shop'],
  );
  const { events } = await logs('FilterLogEvents', { logGroupName: 'shop', filterPattern: '"line 3"' });
  const printers = events.map(({ logStreamName }: { logStreamName: string }) => logStreamName.slice(11));
  for (const [index, name] of names.entries()) assert.match(printers[index], new RegExp(`^${name}\\[`));
  assert.equal((await logs('FilterLogEvents', group)).status, 400);
});

test('the lines of an invocation stand between those of the service', async (t) => {
  const logs = await printed(t);
  const lines = messages(await logs('FilterLogEvents', group));
  const start = lines.findIndex((line) => line.startsWith('START '));
  const [, request] = /^START RequestId: ([0-9a-f-]{36}) Version: \$LATEST$/.exec(lines[start] ?? '') ?? [];
  assert.deepEqual(lines.slice(0, start), ['while loading']);
  assert.equal(lines.at(-2), `END RequestId: ${request}`);
  const report =
    /^REPORT RequestId: (.*)\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB$/;
  assert.equal(report.exec(lines.at(-1) ?? '')?.[1], request);
});

test('which are records where the log format is JSON', async (t) => {
  const logs = await printed(t, [{ ...orders, logging: { LogFormat: 'JSON' } }]);
  const records = messages(await logs('FilterLogEvents', group)).map((line) => JSON.parse(line));
  const [first, ...others] = records.filter(({ type }) => type !== undefined);
  assert.deepEqual([first.type, first.record.version], ['platform.start', '$LATEST']);
  const [{ type, record }] = others;
  assert.deepEqual(
    [type, record.requestId, record.status],
    ['platform.report', first.record.requestId, 'success'],
  );
  assert.equal(record.metrics.memorySizeMB, 128);
  assert.equal(records.at(-1).type, 'platform.report');
});

test('what is wrong is refused in the words of CloudWatch Logs', async (t) => {
  const logs = await printed(t);
  assert.deepEqual(await logs('FilterLogEvents', { logGroupName: '/aws/lambda/other' }), {
    status: 400,
    type: 'application/x-amz-json-1.1',
    __type: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
  for (const input of [
    {},
    { ...group, limit: 0 },
    { ...group, nextToken: '?' },
    { ...group, filterPattern: '[a]' },
  ]) {
    assert.equal((await logs('FilterLogEvents', input)).__type, 'InvalidParameterException');
  }
  assert.equal((await logs('PutLogEvents', group)).__type, 'UnknownOperationException');
});
