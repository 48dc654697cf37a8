import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import * as z from 'zod/mini';
import { type Action, type ApiReply, type ApiRequest, action } from '../../../src/emulator/api/action.ts';
import { jsonBody } from '../../../src/emulator/api/json-body.ts';
import { startApiServer } from '../../../src/emulator/api/server.ts';
import { type ExceptionName, exceptions, Rejection } from '../../../src/emulator/engine/rejection.ts';
import { type Limits, limits, withoutQuotas } from '../../../src/model/limits.ts';
import { emptyContext, serve } from './serve.ts';

/** The smallest action there can be: it is served at /thing and answers with what the test says. */
function thing(
  handle: (request: ApiRequest) => ApiReply | Promise<ApiReply>,
  path = '/thing/{Name}',
): Action {
  return action({
    name: 'DoThing',
    method: 'POST',
    path,
    read: ({ labels }) => labels,
    input: z.object({ Name: z.optional(z.string()) }),
    handle: async (_context, _input, request) => handle(request),
  });
}

describe('an answer', () => {
  test('is JSON with times in seconds, and says who answered', async (t) => {
    const json = {
      StartTimestamp: 1784236727585,
      EndTimestamp: undefined,
      Operations: [
        { StepDetails: { NextAttemptTimestamp: 1500, Attempt: 1500 }, Payload: '{"EndTimestamp":1500}' },
      ],
    };
    const { url } = await serve(t, [thing(() => ({ json }))]);
    const answers = [
      await fetch(`${url}/thing/a`, { method: 'POST' }),
      await fetch(`${url}/thing/b`, { method: 'POST' }),
    ];
    assert.equal(answers[0]?.status, 200);
    assert.equal(answers[0]?.headers.get('content-type'), 'application/json');
    assert.equal(answers[0]?.headers.get('x-durcb-version'), '1.2.3');
    const ids = answers.map(({ headers }) => headers.get('x-amzn-requestid'));
    assert.match(ids[0] ?? '', /^[0-9a-f-]{36}$/);
    assert.notEqual(ids[0], ids[1]);
    assert.deepEqual(await answers[0]?.json(), {
      StartTimestamp: 1784236727.585,
      Operations: [
        { StepDetails: { NextAttemptTimestamp: 1.5, Attempt: 1500 }, Payload: '{"EndTimestamp":1500}' },
      ],
    });
  });

  test('is bytes as they are, with the headers that have a value', async (t) => {
    const bytes = Uint8Array.from([0, 255, 10, 13, 34]);
    const headers = { 'x-amz-executed-version': '$LATEST', 'x-amz-log-result': undefined };
    const { url } = await serve(t, [thing(() => ({ bytes, headers }))]);
    const answer = await fetch(`${url}/thing/a`, { method: 'POST' });
    assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), bytes);
    assert.equal(answer.headers.get('x-amz-executed-version'), '$LATEST');
    assert.equal(answer.headers.has('x-amz-log-result'), false);
  });

  test('may be empty', async (t) => {
    const { url } = await serve(t, [
      thing(() => ({ status: 202 }), '/accepted'),
      thing(() => ({ status: 204 }), '/nothing'),
    ]);
    const accepted = await fetch(`${url}/accepted`, { method: 'POST' });
    assert.deepEqual([accepted.status, accepted.headers.get('content-length')], [202, '0']);
    const nothing = await fetch(`${url}/nothing`, { method: 'POST' });
    assert.deepEqual([nothing.status, nothing.headers.get('content-length')], [204, null]);
  });

  test('is an exception with its status, its header and its key for the message', async (t) => {
    const names = Object.keys(exceptions);
    const isName = (name: string): name is ExceptionName => names.includes(name);
    const { url } = await serve(t, [
      thing(({ labels: { Name = '' } }) => {
        throw new Rejection(isName(Name) ? Name : 'ServiceException', `no ${Name}`);
      }),
    ]);
    for (const [name, { status, messageKey }] of Object.entries(exceptions)) {
      const answer = await fetch(`${url}/thing/${name}`, { method: 'POST' });
      assert.equal(answer.status, status);
      assert.equal(answer.headers.get('x-amzn-errortype'), name);
      const Type = status < 500 ? 'User' : 'Service';
      assert.deepEqual(await answer.json(), { Type, [messageKey]: `no ${name}` });
    }
  });

  test('is a ServiceException when something nobody foresaw went wrong', async (t) => {
    const { url } = await serve(t, [
      thing(() => {
        throw new TypeError('no such thing');
      }),
    ]);
    const answer = await fetch(`${url}/thing/a`, { method: 'POST' });
    assert.equal(answer.status, 500);
    assert.deepEqual(await answer.json(), { Type: 'Service', Message: 'no such thing' });
  });

  test('is UnknownOperationException where nothing is served, and by the wrong method', async (t) => {
    const { url } = await serve(t, [thing(() => ({ json: {} }))]);
    for (const [method, path] of [
      ['POST', '/things/a'],
      ['PUT', '/thing/a'],
    ]) {
      const answer = await fetch(`${url}${path}`, { method, body: 'x'.repeat(100_000) });
      assert.equal(answer.status, 404);
      assert.equal(answer.headers.get('x-amzn-errortype'), 'UnknownOperationException');
      assert.deepEqual(await answer.json(), {
        Type: 'User',
        message: `There is no operation ${method} ${path}`,
      });
    }
  });

  test('makes a line in the log', async (t) => {
    const lines: string[] = [];
    const { url } = await serve(t, [thing(() => ({ json: {} }))], (line) => lines.push(line));
    await fetch(`${url}/thing/a?b=c`, { method: 'POST' });
    await fetch(`${url}/nothing`);
    assert.deepEqual(lines, [
      'POST /thing/a?b=c 200',
      'GET /nothing 404 {"Type":"User","message":"There is no operation GET /nothing"}',
    ]);
  });
});

describe('a request', () => {
  test('is handed on with labels, query, headers and body', async (t) => {
    const { promise, resolve } = Promise.withResolvers<ApiRequest>();
    const { url } = await serve(t, [
      thing((request) => {
        resolve(request);
        return {};
      }),
    ]);
    await fetch(`${url}/thing/a%2Fb?S=x&S=y&T=1%2B1&U=1+1&V=a%20b`, {
      method: 'POST',
      headers: { 'X-Amz-Log-Type': 'Tail' },
      body: Uint8Array.from([255, 0]),
    });
    const { labels, query, headers, body } = await promise;
    assert.deepEqual(labels, { Name: 'a/b' });
    assert.deepEqual(query.getAll('S'), ['x', 'y']);
    assert.deepEqual(
      ['T', 'U', 'V'].map((name) => query.get(name)),
      ['1+1', '1+1', 'a b'],
    );
    assert.equal(headers['x-amz-log-type'], 'Tail');
    assert.deepEqual([...body], [255, 0]);
  });

  const echoJson = action({
    name: 'EchoJson',
    method: 'POST',
    path: '/json',
    read: jsonBody,
    input: z.object({ Count: z.optional(z.int()) }),
    handle: async (_context, input) => ({ json: input }),
  });

  test('whose JSON does not parse, or has a wrong type, is a SerializationException', async (t) => {
    const { url } = await serve(t, [echoJson]);
    for (const body of ['{', '[]', 'null', '"x"', ' ', '{"Count":"1"}', Uint8Array.from([0x7b, 0xff])]) {
      const answer = await fetch(`${url}/json`, { method: 'POST', body });
      assert.equal(answer.status, 400, `${body}`);
      assert.equal(answer.headers.get('x-amzn-errortype'), 'SerializationException', `${body}`);
    }
    const empty = await fetch(`${url}/json`, { method: 'POST' });
    assert.deepEqual(await empty.json(), {});
  });

  test('may be a little over 6 MB, and no larger, whether its length is told or not', async (t) => {
    const { url } = await serve(t, [thing(({ body }) => ({ json: { length: body.length } }))]);
    const most = new Uint8Array(limits.requestBody);
    const tooMuch = new Uint8Array(most.length + 1);
    const fitting = await fetch(`${url}/thing/a`, { method: 'POST', body: most });
    assert.deepEqual(await fitting.json(), { length: most.length });
    for (const body of [tooMuch, new Blob([tooMuch, most]).stream()]) {
      const refused = await fetch(`${url}/thing/a`, { method: 'POST', body, duplex: 'half' });
      assert.equal(refused.status, 413);
      assert.equal(refused.headers.get('x-amzn-errortype'), 'RequestEntityTooLargeException');
    }
  });

  test('is checked without quotas only where the limits have none', async (t) => {
    const Input = (longest: number) => z.object({ Name: z.string().check(z.maxLength(longest)) });
    const limited: Action = { ...thing(() => ({ status: 202 })), input: Input(1), unlimitedInput: Input(2) };
    const statusWith = async (inForce: Limits) => {
      const context = { ...emptyContext(), limits: inForce };
      const server = await startApiServer({ host: '127.0.0.1', port: 0, actions: [limited], context });
      t.after(() => server.close());
      return (await fetch(`${server.url}/thing/ab`, { method: 'POST' })).status;
    };
    assert.equal(await statusWith({ ...limits }), 400);
    assert.equal(await statusWith(withoutQuotas), 202);
  });

  test('may come slowly, and many on one connection', async (t) => {
    const { url } = await serve(t, [thing(({ body }) => ({ bytes: body }))]);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    t.after(() => agent.destroy());
    const ask = async (pieces: readonly string[]) => {
      const asked = request(`${url}/thing/a`, { method: 'POST', agent });
      for (const piece of pieces) await new Promise((resolve) => asked.write(piece, resolve));
      asked.end();
      const [answer]: IncomingMessage[] = await once(asked, 'response');
      return {
        text: Buffer.concat((await answer?.toArray()) ?? []).toString(),
        isReused: asked.reusedSocket,
      };
    };
    assert.deepEqual(await ask(['a', 'b', 'c']), { text: 'abc', isReused: false });
    assert.deepEqual(await ask(['d']), { text: 'd', isReused: true });
  });

  test('that breaks off half way is not carried out, and harms no other', async (t) => {
    const bodies: string[] = [];
    const { url, port } = await serve(t, [
      thing(({ body }) => {
        bodies.push(Buffer.from(body).toString());
        return {};
      }),
    ]);
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /thing/a HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf');
    await once(socket, 'ready');
    socket.destroy();
    await once(socket, 'close');
    await fetch(`${url}/thing/a`, { method: 'POST', body: 'whole' });
    assert.deepEqual(bodies, ['whole']);
  });

  test('whose client goes away while it waits is told so', async (t) => {
    const waiting = Promise.withResolvers<AbortSignal>();
    const { url } = await serve(t, [
      thing(({ signal }) => {
        waiting.resolve(signal);
        return Promise.withResolvers<ApiReply>().promise;
      }),
    ]);
    const client = new AbortController();
    const asked = fetch(`${url}/thing/a`, { method: 'POST', signal: client.signal });
    const signal = await waiting.promise;
    const gone = once(signal, 'abort');
    client.abort();
    await assert.rejects(asked, { name: 'AbortError' });
    await gone;
  });
});

describe('a server', () => {
  test('answers what still waits when it closes, and takes no more', async (t) => {
    const waiting = Promise.withResolvers<void>();
    const server = await serve(t, [
      thing(() => {
        waiting.resolve();
        return Promise.withResolvers<ApiReply>().promise;
      }),
    ]);
    const asked = fetch(`${server.url}/thing/a`, { method: 'POST' });
    await waiting.promise;
    await server.close();
    const answer = await asked;
    assert.equal(answer.status, 500);
    assert.equal(answer.headers.get('connection'), 'close');
    assert.deepEqual(await answer.json(), { Type: 'Service', Message: 'The emulator is stopping.' });
    await assert.rejects(fetch(`${server.url}/thing/a`, { method: 'POST' }));
  });

  test('does not wait for connections that say nothing, or half of something', async (t) => {
    const server = await serve(t, [thing(() => ({}))]);
    const texts = ['', 'POST /thi', 'POST /thing/a HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf'];
    const sockets = texts.map((text) => {
      const socket = connect(server.port, '127.0.0.1');
      // The server may close it before it has read everything.
      socket.on('error', () => {}).write(text);
      return socket;
    });
    await fetch(`${server.url}/thing/a`, { method: 'POST' });
    const closed = sockets.map((socket) => once(socket.resume(), 'close'));
    await server.close();
    await Promise.all(closed);
  });

  test('cannot have a port that another has', async (t) => {
    const { port } = await serve(t, []);
    const second = startApiServer({ host: '127.0.0.1', port, actions: [], context: emptyContext() });
    await assert.rejects(second, { code: 'EADDRINUSE' });
  });

  test('is reached over loopback when it listens everywhere', async (t) => {
    for (const [host, reached] of [
      ['0.0.0.0', '127.0.0.1'],
      ['::1', '[::1]'],
    ] as const) {
      const server = await startApiServer({
        host,
        port: 0,
        actions: [thing(() => ({}))],
        context: emptyContext(),
      });
      t.after(() => server.close());
      assert.equal(server.url, `http://${reached}:${server.port}`);
      assert.equal((await fetch(`${server.url}/thing/a`, { method: 'POST' })).status, 200);
    }
  });
});
