import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { durcbAt } from '../durcb.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
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
        'cache: skipped',
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

  test('says where histories are kept, and how much there is', async (t) => {
    const XDG_CACHE_HOME = temporaryDirectory(t);
    mkdirSync(join(XDG_CACHE_HOME, 'durcb'));
    writeFileSync(join(XDG_CACHE_HOME, 'durcb', 'file'), 'x'.repeat(150_000));
    const environment = { XDG_CACHE_HOME };
    const kept = await there.durcb(['doctor'], { environment });
    assert.match(kept.out, /^cache\tok\t\S+durcb: 150 kB in 1 file; it may be removed at any time$/m);
    const off = await there.durcb(['doctor', '--no-cache'], { environment });
    assert.match(off.out, /^cache\tskipped\toff \(--no-cache\)$/m);
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
    assert.deepEqual(await policy('pending, send'), await policy('pending,send'));
  });

  test('for all, and for the logs of functions; in the partition of the region', async () => {
    const [functions, logs] = await policy('all', '--function', 'order', '--region', 'cn-north-1');
    assert.deepEqual(functions.Resource[0], 'arn:aws-cn:lambda:cn-north-1:*:function:order');
    assert.ok(functions.Action.includes('lambda:StopDurableExecution'));
    assert.deepEqual(logs.Resource, ['arn:aws-cn:logs:cn-north-1:*:log-group:/aws/lambda/order:*']);
    const [only] = await policy('logs', '--function', 'order');
    assert.deepEqual([only.Sid, only.Action], ['DurcbLogs', ['logs:FilterLogEvents']]);
  });

  test('but not for what is no function', async () => {
    for (const name of ['a b', 'arn:aws:lambda:us-east-1:123456789012:function:o:3/durable-execution/o/1']) {
      const { exitCode, err } = await durcbAt(undefined)('doctor', '--iam', 'stop', '--function', name);
      assert.equal(exitCode, 11);
      assert.match(err, /not a function name or ARN/);
    }
  });

  test('but not for what is no command', async () => {
    const { exitCode, err } = await durcbAt(undefined)('doctor', '--iam', 'pending,sned');
    assert.equal(exitCode, 2);
    assert.match(err, /--iam: did you mean send\?, got 'pending,sned'/);
    assert.match((await durcbAt(undefined)('doctor', '--iam', 'xyz')).err, /expected some of pending, stats/);
  });
});

describe('doctor at a service that allows some of it', () => {
  const user = 'arn:aws:iam::123456789012:user/ann';
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:order:1/durable-execution/n/id';
  const answers: readonly (readonly [path: RegExp, body: object])[] = [
    [/durable-executions$/, { DurableExecutions: [{ DurableExecutionArn: arn }] }],
    [/history/, {}],
    [/versions/, { Versions: [] }],
    [/functions\/?(\?.*)?$/, { Functions: [{ FunctionName: 'order', DurableConfig: {} }] }],
    [/./, { Status: 'RUNNING' }],
  ];

  async function examined(isDenied: (path: string) => string | undefined) {
    const server = createServer((request, response) => {
      const path = decodeURIComponent(`${request.url}`).replace(/\?.*/, '');
      const action = isDenied(path);
      if (action === undefined) {
        response.end(JSON.stringify(answers.find(([pattern]) => pattern.test(path))?.[1]));
        return;
      }
      response.writeHead(403, { 'x-amzn-ErrorType': 'AccessDeniedException' });
      response.end(
        JSON.stringify({
          Message: `User: ${user} is not authorized to perform: lambda:${action} on resource: ${arn} because no identity-based policy allows it`,
        }),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    try {
      return await durcbAt(`http://127.0.0.1:${address.port}`)('doctor');
    } finally {
      server.close();
    }
  }

  test('says which, and how to come by it', async () => {
    const { exitCode, out } = await examined((path) =>
      /history$/.test(path) ? 'GetDurableExecutionHistory' : undefined,
    );
    assert.equal(exitCode, 1);
    assert.match(out, /^ListDurableExecutionsByFunction\tok\t/m);
    assert.match(out, /^GetDurableExecution\tok\t/m);
    assert.match(
      out,
      /^GetDurableExecutionHistory\tfailed\tUser: .*; AWS's own policy .*: durcb doctor --iam history --function order$/m,
    );
  });
});
