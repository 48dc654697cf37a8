import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { request } from 'node:http';
import { type TestContext, test } from 'node:test';
import { listenRuntimeApi } from '../../../src/emulator/functions/runtime-api.ts';
import type { RuntimeReply } from '../../../src/emulator/functions/runtime-reply.ts';
import type { ErrorObject } from '../../../src/model/wire.ts';

const event = { requestId: 'r-1', payload: Buffer.from('{"n":1}'), headers: {} };

async function runtime(t: TestContext) {
  const heard: { replies: RuntimeReply[]; initErrors: ErrorObject[] } = { replies: [], initErrors: [] };
  const asked = new EventEmitter();
  const api = await listenRuntimeApi({
    onNext: () => asked.emit('next'),
    onReply: (reply) => heard.replies.push(reply),
    onInitError: (error) => heard.initErrors.push(error),
  });
  t.after(() => api.close());
  const base = `http://${api.address}/2018-06-01/runtime`;
  const next = () => fetch(`${base}/invocation/next`);
  const post = (path: string, body: RequestInit['body'] = '{}', headers = {}) =>
    fetch(base + path, { method: 'POST', body, headers, duplex: 'half' });
  return { api, heard, asked, base, next, post };
}

test('next answers with the event and what is known of the invocation', async (t) => {
  const { api, next } = await runtime(t);
  api.give({
    ...event,
    headers: {
      'Lambda-Runtime-Deadline-Ms': '17',
      'Lambda-Runtime-Client-Context': '{\n"k":"ż"}',
      'X-None': undefined,
    },
  });
  const answer = await next();
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/json');
  assert.equal(answer.headers.get('lambda-runtime-aws-request-id'), 'r-1');
  assert.equal(answer.headers.get('lambda-runtime-deadline-ms'), '17');
  const context = answer.headers.get('lambda-runtime-client-context') ?? '';
  assert.equal(Buffer.from(context, 'latin1').toString(), '{ "k":"ż"}');
  assert.equal(answer.headers.get('x-none'), null);
  assert.deepEqual(await answer.json(), { n: 1 });
});

test('a reply is accepted once, for the invocation that runs', async (t) => {
  const { api, heard, next, post } = await runtime(t);
  api.give(event);
  await next();
  assert.equal((await post('/invocation/other/response')).status, 400);
  const accepted = await post('/invocation/r-1/response', '"done"');
  assert.equal(accepted.status, 202);
  assert.deepEqual(await accepted.json(), { status: 'OK' });
  assert.equal((await post('/invocation/r-1/response')).status, 403);
  assert.deepEqual(heard.replies, [{ kind: 'response', payload: Buffer.from('"done"') }]);
});

test('a chunked reply is read whole', async (t) => {
  const { api, heard, next, post } = await runtime(t);
  api.give(event);
  await next();
  const chunks = ReadableStream.from([Buffer.from('"a'), Buffer.from('b"')]);
  assert.equal((await post('/invocation/r-1/response', chunks)).status, 202);
  assert.deepEqual(heard.replies, [{ kind: 'response', payload: Buffer.from('"ab"') }]);
});

test('a reply that is too large ends the invocation with an error', async (t) => {
  const { api, heard, next, post } = await runtime(t);
  api.give(event);
  await next();
  const answer = await post('/invocation/r-1/response', Buffer.alloc(6_291_557));
  assert.equal(answer.status, 413);
  assert.deepEqual(await answer.json(), {
    errorType: 'RequestEntityTooLarge',
    errorMessage: 'Exceeded maximum allowed payload size (6291556 bytes).',
  });
  assert.partialDeepStrictEqual(heard.replies, [
    { kind: 'error', error: { ErrorType: 'Function.ResponseSizeTooLarge' } },
  ]);
});

const errorBodies = [
  [
    '{"errorType":"E","errorMessage":"m","stackTrace":["a"]}',
    { ErrorType: 'E', ErrorMessage: 'm', StackTrace: ['a'] },
  ],
  [
    '{"errorType":"E","errorMessage":"m","trace":["a"]}',
    { ErrorType: 'E', ErrorMessage: 'm', StackTrace: ['a'] },
  ],
  ['{"errorMessage":"m","stackTrace":[{"line":1}]}', { ErrorType: 'Told.ByHeader', ErrorMessage: 'm' }],
  ['{"errorType":"E","errorMessage":null,"stackTrace":null}', { ErrorType: 'E', ErrorMessage: '' }],
  ['not JSON', { ErrorType: 'Told.ByHeader', ErrorMessage: 'not JSON' }],
] as const;

for (const [body, error] of errorBodies) {
  test(`the error ${body} is understood`, async (t) => {
    const { api, heard, next, post } = await runtime(t);
    api.give(event);
    await next();
    await post('/invocation/r-1/error', body, { 'Lambda-Runtime-Function-Error-Type': 'Told.ByHeader' });
    assert.deepEqual(heard.replies, [{ kind: 'error', error, body: Buffer.from(body) }]);
  });
}

test('an error may come with a cause of a megabyte in a header', async (t) => {
  const { api, heard, next, post } = await runtime(t);
  api.give(event);
  await next();
  const headers = { 'Lambda-Runtime-Function-XRay-Error-Cause': 'x'.repeat(1_048_576) };
  const body = '{"errorType":"E","errorMessage":"m"}';
  assert.equal((await post('/invocation/r-1/error', body, headers)).status, 202);
  assert.partialDeepStrictEqual(heard.replies, [{ error: { ErrorType: 'E', ErrorMessage: 'm' } }]);
});

test('a streamed reply that breaks off tells the error in its trailers', async (t) => {
  const { api, heard, base, next } = await runtime(t);
  api.give(event);
  await next();
  const body = '{"errorType":"Late","errorMessage":"no more"}';
  const trailers = {
    'Lambda-Runtime-Function-Error-Type': 'Late',
    'Lambda-Runtime-Function-Error-Body': Buffer.from(body).toString('base64'),
  };
  const headers = { 'Lambda-Runtime-Function-Response-Mode': 'streaming', Trailer: Object.keys(trailers) };
  const reply = request(`${base}/invocation/r-1/response`, { method: 'POST', headers });
  reply.write('begun');
  reply.addTrailers(trailers);
  reply.end();
  const [answer] = await once(reply, 'response');
  answer.resume();
  assert.equal(answer.statusCode, 202);
  const error = { ErrorType: 'Late', ErrorMessage: 'no more' };
  assert.deepEqual(heard.replies, [{ kind: 'error', error, body: Buffer.from(body) }]);
});

test('an init error is accepted before the first next only', async (t) => {
  const { api, heard, next, post } = await runtime(t);
  assert.equal((await post('/init/error', '{"errorType":"E","errorMessage":"m"}')).status, 202);
  assert.deepEqual(heard.initErrors, [{ ErrorType: 'E', ErrorMessage: 'm' }]);
  api.give(event);
  await next();
  assert.equal((await post('/init/error')).status, 403);
});

test('next is refused while an invocation runs', async (t) => {
  const { api, next } = await runtime(t);
  api.give(event);
  await next();
  assert.equal((await next()).status, 403);
});

test('another path is not found', async (t) => {
  const { base } = await runtime(t);
  assert.equal((await fetch(`${base}/restore/next`)).status, 404);
});

test('a runtime whose poll broke off is served when it asks again', async (t) => {
  const { api, base, asked, next } = await runtime(t);
  const first = once(asked, 'next');
  const poll = request(`${base}/invocation/next`).on('error', () => {});
  poll.end();
  await first;
  poll.destroy();
  const second = once(asked, 'next');
  const answer = next();
  await second;
  api.give(event);
  assert.deepEqual(await (await answer).json(), { n: 1 });
});
