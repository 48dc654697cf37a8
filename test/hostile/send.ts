import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Random } from '../random.ts';
import type { MadeRequest } from './made-request.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Answer {
  readonly status: number;
  readonly errorType: string | undefined;
  readonly body: string;
}

/** How a request is sent: `aborted` gives up halfway, `slow` takes its time. */
export type Manner = 'whole' | 'aborted' | 'slow';

/** Milliseconds after which nobody waits for an answer any longer. */
const patience = 20_000;

/** The answer; undefined where none is to be had from a request that was given up. */
export function send(port: number, made: MadeRequest, manner: Manner): Promise<Answer | undefined> {
  const { method, path, body } = made;
  const headers = { ...made.headers, 'content-length': String(body?.length ?? 0) };
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, agent, method, path, headers, timeout: patience });
    call.once('response', (response) => answerOf(response).then(resolve, reject));
    call.once('timeout', () => call.destroy(new Error('no answer')));
    call.once('error', (error) => (manner === 'aborted' ? resolve(undefined) : reject(error)));
    if (manner === 'whole' || !body) call.end(body);
    else sendInHalves(call, body, manner);
  });
}

function sendInHalves(call: ClientRequest, body: Buffer, manner: Manner): void {
  const middle = Math.floor(body.length / 2);
  call.write(body.subarray(0, middle));
  setTimeout(() => (manner === 'aborted' ? call.destroy() : call.end(body.subarray(middle))), 5);
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  const errorType = response.headers['x-amzn-errortype']?.toString();
  return { status: response.statusCode ?? 0, errorType, body: await text(response) };
}

/** Something that is no request; resolves when the server has hung up, or said what it thinks. */
export function sendGarbage(port: number, random: Random): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(random.of(garbage) ?? ''));
    socket.on('error', () => {});
    socket.once('close', () => resolve());
    socket.resume();
  });
}

const garbage = [
  'GET / HTTP/9.9\r\n\r\n',
  'POST /2015-03-31/functions HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
  'POST /2015-03-31/functions HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\n${'X-Many: y\r\n'.repeat(3000)}\r\n`,
  '\u0016\u0003\u0001\u0002\u0000',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '',
];
