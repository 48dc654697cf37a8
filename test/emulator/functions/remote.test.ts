import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { definition, testHost } from './test-host.ts';

/** A host of a function whose invoke endpoint answers as told. */
async function remote(t: TestContext, listener: RequestListener, timeoutSeconds = 30) {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const served = definition({ kind: 'remote', url }, { timeoutSeconds, versions: ['1'] });
  return { url, ...testHost(t, served) };
}

const answering =
  (body: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status);
    response.end(body);
  };

test('the endpoint gets the event and what is known of the invocation', async (t) => {
  const { invoke } = await remote(t, async (request, response) => {
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, headers, body: await text(request) }));
  });
  const outcome = await invoke(
    { n: 'ż' },
    { traceHeader: 'Root=1-2-3', clientContext: '{"k":"ż"}', tenantId: 'blue' },
  );
  assert.partialDeepStrictEqual(outcome, {
    kind: 'response',
    result: {
      method: 'POST',
      url: '/2015-03-31/functions/function/invocations',
      headers: {
        'x-amzn-trace-id': 'Root=1-2-3',
        'x-amz-client-context': Buffer.from('{"k":"ż"}').toString('base64'),
        'x-amz-tenant-id': 'blue',
      },
      body: '{"n":"ż"}',
    },
  });
});

const replies = [
  ['{"Status":"SUCCEEDED","errorType":"not an error"}', 200, undefined],
  ['{"errorType":"E","errorMessage":"m"}', 200, { ErrorType: 'E', ErrorMessage: 'm' }],
  ['{"errorType":"E","errorMessage":"m"}', 502, { ErrorType: 'E', ErrorMessage: 'm' }],
  [
    'Task timed out after 3.00 seconds',
    200,
    { ErrorType: 'Sandbox.Timedout', ErrorMessage: 'Task timed out after 3.00 seconds' },
  ],
  ['', 500, { ErrorType: 'Durcb.Http500', ErrorMessage: 'The invoke endpoint answered 500.' }],
] as const;

for (const [body, status, error] of replies) {
  test(`${status} with '${body}' is ${error ? 'an error' : 'a reply'}`, async (t) => {
    const { host, invoke } = await remote(t, answering(body, status));
    await host.warm('tried');
    const outcome = Object(await invoke());
    assert.deepEqual(outcome.error, error);
    if (!error) assert.equal(Buffer.from(outcome.payload).toString(), body);
  });
}

test('an endpoint that nobody listens at is an error that names it', async (t) => {
  const { invoke } = testHost(t, definition({ kind: 'remote', url: 'http://127.0.0.1:1' }));
  const { error } = Object(await invoke());
  assert.equal(error.ErrorType, 'Durcb.FunctionUnreachable');
  assert.match(error.ErrorMessage, /^No function answers at http:\/\/127\.0\.0\.1:1 \(.*ECONNREFUSED/);
});

test('invocations wait for each other, whatever they call the function', async (t) => {
  let running = 0;
  const { invoke, url } = await remote(t, async (request, response) => {
    if (request.method === 'GET') return response.end();
    const together = ++running;
    // Whoever does not wait is here before somebody who is called only now.
    await fetch(url);
    running--;
    return response.end(String(together));
  });
  const names = [{}, {}, { version: '1' }, { functionName: 'other', endpoint: `${url}/` }];
  const outcomes = await Promise.all(names.map((name) => invoke({}, name)));
  assert.deepEqual(
    outcomes.map((outcome) => Object(outcome).result),
    [1, 1, 1, 1],
  );
});

test('an endpoint that does not answer in time is a timeout', async (t) => {
  const { invoke } = await remote(t, () => {}, 0.05);
  assert.partialDeepStrictEqual(await invoke(), {
    error: {
      ErrorType: 'Sandbox.Timedout',
      ErrorMessage: 'RequestId: request-1 Error: Task timed out after 0.05 seconds',
    },
  });
});

test('what is still worked on after a timeout holds up the next invocation', async (t) => {
  let finish: (() => void) | undefined;
  let isFinished = false;
  const listener: RequestListener = (_request, response) => {
    if (finish) response.end(String(isFinished));
    finish ??= () => {
      isFinished = true;
      response.end();
    };
  };
  const { invoke } = await remote(t, listener, 0.2);
  assert.partialDeepStrictEqual(await invoke(), { error: { ErrorType: 'Sandbox.Timedout' } });
  const next = invoke();
  await turn();
  finish?.();
  assert.equal(Object(await next).result, true);
});

test('close cuts off what has no answer after its grace', async (t) => {
  const asked = Promise.withResolvers<void>();
  const { host, invoke } = await remote(t, () => asked.resolve());
  const running = invoke();
  await asked.promise;
  const waiting = invoke();
  await host.close(0);
  assert.deepEqual(
    [(await running).kind, (await waiting).kind, (await invoke()).kind],
    ['lost', 'lost', 'lost'],
  );
});
