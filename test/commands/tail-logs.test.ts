import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, type TestContext, test } from 'node:test';
import { memoryIo } from '../../src/cli/io.ts';
import { jsonLines } from '../json-lines.ts';
import { waitFor } from '../wait-for.ts';
import { type Emulated, emulated } from './emulated.ts';

let there: Emulated;

before(async () => {
  there = await emulated(['talking']);
  await there.started('talking', 'ann', { name: 'ann' }, 'suspended');
  await there.started('talking', 'bob', { name: 'bob' }, 'suspended');
});
after(() => there.close());

interface Told {
  readonly EventType: string;
  readonly Message?: string;
  readonly Derived: { readonly Detail: string };
}

const told = jsonLines<Told>;
const said = (out: string) =>
  told(out).map(({ EventType, Derived }) => (EventType === 'Log' ? Derived.Detail : EventType));

/** CloudWatch Logs saying no; returns its address. */
async function refusing(
  t: TestContext,
  type: string,
): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.headers['x-amz-target']} ${request.headers.authorization?.slice(0, 16)}`);
    response.statusCode = 400;
    response.end(JSON.stringify({ __type: type, message: `${type} of the test` }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, asked };
}

describe('tail --logs', () => {
  test('puts what an execution printed between its events, and not what others did', async () => {
    const { out } = await there.durcb(['tail', 'ann', '--logs', '-o', 'jsonl']);
    assert.deepEqual(said(out), [
      'ExecutionStarted',
      'hello ann',
      'plain words of ann',
      'CallbackStarted',
      'InvocationCompleted',
    ]);
  });

  test('with --follow shows lines as they are printed, to the last', async () => {
    const io = memoryIo();
    const following = there.durcb(['tail', 'ann', '-f', '--logs', '--last', '1', '-o', 'jsonl'], { io });
    await waitFor('its events', () => told(io.out.text).length > 0 || undefined);
    const answer = ['--execution', 'ann', '--callback', 'answer', '--result-text', '"yes"'];
    await there.durcb(['send-success', ...answer]);
    const { exitCode, out } = await following;
    assert.equal(exitCode, 0);
    assert.equal(said(out).filter((word) => word === 'WARN answered').length, 1);
    assert.ok(said(out).includes('ExecutionSucceeded'));
  });

  for (const [type, words] of [
    [
      'AccessDeniedException',
      /log group \/aws\/lambda\/talking cannot be read: .*; the events go on without/,
    ],
    ['ResourceNotFoundException', /cannot be read: ResourceNotFoundException of the test/],
    ['com.amazonaws#SomethingNew', /cannot be read: com.amazonaws#SomethingNew of the test/],
  ] as const)
    test(`${type} costs a note, and nothing else`, async (t) => {
      const { url, asked } = await refusing(t, type);
      const environment = { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url };
      const { exitCode, out, err } = await there.durcb(['tail', 'bob', '--logs', '-o', 'jsonl'], {
        environment,
      });
      assert.equal(exitCode, 0);
      assert.deepEqual(said(out), ['ExecutionStarted', 'CallbackStarted', 'InvocationCompleted']);
      assert.match(err, words);
      assert.deepEqual(asked, ['Logs_20140328.FilterLogEvents AWS4-HMAC-SHA256']);
    });
});
