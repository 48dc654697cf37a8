import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { durcbAt } from '../durcb.ts';
import { type Emulated, emulated } from './emulated.ts';

interface CheckUp {
  readonly Check: string;
  readonly Status: string;
  readonly Detail: string;
}

describe('doctor', () => {
  let there: Emulated;
  before(async () => {
    there = await emulated(['failing']);
    await there.started('failing', 'one', {}, 'end');
  });
  after(() => there.close());

  test('tries everything that changes nothing', async () => {
    const checkUps: CheckUp[] = await there.json('doctor');
    assert.deepEqual(
      checkUps.filter(({ Check }) => Check !== 'emulator').map(({ Check, Status }) => `${Check}: ${Status}`),
      [
        'durcb: ok',
        'configuration: ok',
        'endpoint: ok',
        'ListFunctions: ok',
        'ListVersionsByFunction: ok',
        'ListDurableExecutionsByFunction: ok',
        'GetDurableExecution: ok',
        'GetDurableExecutionHistory: ok',
        'what changes something: skipped',
      ],
    );
    const { out, exitCode } = await there.durcb(['doctor']);
    assert.equal(exitCode, 0);
    assert.match(out, /^emulator\t(ok|warning)\tdurcb \S+ at http/m);
  });

  test('exits 1 for a function that is not there', async () => {
    const { exitCode, out } = await there.durcb(['doctor', '--function', 'nobody', '-o', 'jsonl']);
    assert.equal(exitCode, 1);
    assert.match(out, /"ListDurableExecutionsByFunction","Status":"failed"/);
  });
});

test('doctor says what is not permitted, and that nobody is durcb there', async (t) => {
  const server = createServer((_, response) => {
    response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' });
    response.end('{"Message":"not authorized to perform: lambda:ListFunctions"}');
  }).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  const { exitCode, out } = await durcbAt(`http://127.0.0.1:${address.port}`)('doctor');
  assert.equal(exitCode, 1);
  assert.match(out, /^emulator\twarning\tnone of durcb's at http/m);
  assert.match(
    out,
    /^ListFunctions\tfailed\tyou may not lambda:ListFunctions on \*: not authorized .*durcb doctor --iam pending/m,
  );
  assert.match(out, /^the other permissions\tskipped\t/m);
});

test('doctor goes on when no region is known, and reaches nobody', async () => {
  const { exitCode, out } = await durcbAt(undefined)('doctor', '--endpoint-url', 'http://127.0.0.1:1');
  assert.equal(exitCode, 1);
  assert.match(out, /^ListFunctions\tfailed\tnothing listens at http:\/\/127\.0\.0\.1:1; start it/m);
});

describe('doctor --iam prints the least policy', () => {
  const policy = async (...words: string[]) =>
    JSON.parse(await durcbAt(undefined).text('doctor', '--iam', ...words)).Statement;

  test('for one function: it and the executions below its versions', async () => {
    const [statement, ...others] = await policy('heartbeat', '--function', 'order', '--region', 'eu-west-1');
    assert.deepEqual(others, []);
    assert.deepEqual(statement.Resource, [
      'arn:aws:lambda:eu-west-1:*:function:order',
      'arn:aws:lambda:eu-west-1:*:function:order:*',
    ]);
    assert.ok(statement.Action.includes('lambda:SendDurableExecutionCallbackHeartbeat'));
    assert.ok(!statement.Action.some((action: string) => /Success|Failure|Stop|Invoke/.test(action)));
  });

  test('for an ARN, in its account; for a pattern or all, with the right to list functions', async () => {
    const arn = 'arn:aws:lambda:eu-north-1:123456789012:function:order';
    assert.equal((await policy('stop', '--function', `${arn}:live`))[0].Resource[0], arn);
    const [all, listing] = await policy('pending,send', '--function', 'order-*');
    assert.equal(all.Resource[1], 'arn:aws:lambda:*:*:function:order-*:*');
    assert.equal(listing.Action, 'lambda:ListFunctions');
    assert.equal((await policy('pending')).length, 2);
  });

  test('but not for what is no command', async () => {
    const { exitCode, err } = await durcbAt(undefined)('doctor', '--iam', 'pending,all');
    assert.equal(exitCode, 2);
    assert.match(err, /expected some of pending, stats/);
  });
});
