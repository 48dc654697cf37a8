import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { limits } from '../../model/limits.ts';
import type { ErrorObject } from '../../model/wire.ts';
import { oversizedReply, parseRuntimeError, type RuntimeReply } from './runtime-reply.ts';

/** The Lambda Runtime API for one process, on a loopback port of its own. */
export interface RuntimeApi {
  /** `127.0.0.1:port`, as AWS_LAMBDA_RUNTIME_API has it. */
  readonly address: string;
  /** Hands an invocation to the runtime, at once or when it next asks. */
  give(invocation: RuntimeInvocation): void;
  close(): void;
}

interface RuntimeInvocation {
  readonly requestId: string;
  readonly payload: Uint8Array;
  /** Headers of the answer to `next`, the undefined ones left out. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface RuntimeListener {
  /** The runtime waits for an invocation; the first time it is initialized. */
  onNext(): void;
  onReply(reply: RuntimeReply): void;
  onInitError(error: ErrorObject): void;
}

// Java's runtime tells the cause of an error to X-Ray in a header of up to 1 MB.
const largestHeaders = 2 * 1024 * 1024;

/** Resolves when the runtime can connect. A reply of more than `largestReply` bytes is an error. */
export function listenRuntimeApi(
  listener: RuntimeListener,
  largestReply: number = limits.reply,
): Promise<RuntimeApi> {
  const protocol = new Protocol(listener, largestReply);
  const server = createServer({ maxHeaderSize: largestHeaders }, (request, response) => {
    // A request that breaks off is the runtime's end, which is seen at its process.
    protocol.handle(request, response).catch(() => response.destroy());
  });
  // A runtime may think for long on a kept connection.
  Object.assign(server, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      resolve({
        address: `127.0.0.1:${port}`,
        give: (invocation) => protocol.give(invocation),
        close() {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

type State = 'initializing' | 'waiting' | 'given' | 'running' | 'replied';

class Protocol {
  readonly #listener: RuntimeListener;
  readonly #largestReply: number;
  #state: State = 'initializing';
  #poll: ServerResponse | undefined;
  #invocation: RuntimeInvocation | undefined;

  constructor(listener: RuntimeListener, largestReply: number) {
    this.#listener = listener;
    this.#largestReply = largestReply;
  }

  give(invocation: RuntimeInvocation): void {
    this.#invocation = invocation;
    this.#state = 'given';
    if (this.#poll) this.#deliver(this.#poll, invocation);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = `${request.method} ${request.url}`;
    if (call === 'GET /2018-06-01/runtime/invocation/next') return this.#next(response);
    if (call === 'POST /2018-06-01/runtime/init/error') return this.#initError(request, response);
    const end = /^POST \/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/.exec(call);
    if (end) return this.#reply(request, response, end[1], end[2] === 'error');
    refuse(response, 404, 'NotFound', `There is no ${call} in the Lambda Runtime API.`);
  }

  #next(response: ServerResponse): void {
    if (this.#state === 'running') {
      refuseState(response);
      return;
    }
    // A runtime that asks again has given up its first question.
    this.#poll?.destroy();
    this.#poll = response;
    response.once('close', () => this.#forgetPoll(response));
    if (this.#state === 'given' && this.#invocation) {
      this.#deliver(response, this.#invocation);
      return;
    }
    this.#state = 'waiting';
    this.#listener.onNext();
  }

  #deliver(response: ServerResponse, { requestId, payload, headers }: RuntimeInvocation): void {
    this.#poll = undefined;
    this.#state = 'running';
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('Lambda-Runtime-Aws-Request-Id', requestId);
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) response.setHeader(name, headerText(value));
    }
    response.end(payload);
  }

  #forgetPoll(response: ServerResponse): void {
    if (this.#poll === response) this.#poll = undefined;
  }

  async #reply(request: IncomingMessage, response: ServerResponse, requestId = '', isError = false) {
    if (requestId !== this.#invocation?.requestId) {
      return refuse(response, 400, 'InvalidRequestID', 'Invalid request ID');
    }
    const limit = this.#largestReply;
    const { bytes, size } = await readBody(request, limit);
    if (this.#state !== 'running') return refuseState(response);
    this.#state = 'replied';
    if (size > limit) {
      const message = `Exceeded maximum allowed payload size (${limit} bytes).`;
      refuse(response, 413, 'RequestEntityTooLarge', message);
      return this.#listener.onReply(oversizedReply(size, limit));
    }
    accept(response);
    this.#listener.onReply(isError ? errorReply(request, bytes) : replyOf(request, bytes));
  }

  async #initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { bytes } = await readBody(request, this.#largestReply);
    if (this.#state !== 'initializing') return refuseState(response);
    accept(response);
    this.#listener.onInitError(parseRuntimeError(bytes.toString(), errorTypeOf(request, 'Runtime.Unknown')));
  }
}

// What does not fit is counted, not kept.
async function readBody(request: IncomingMessage, limit: number): Promise<{ bytes: Buffer; size: number }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks), size };
}

// A runtime that streams its reply tells of a failure when it is under way, in a trailer.
function replyOf(request: IncomingMessage, bytes: Buffer): RuntimeReply {
  if (request.trailers[errorTypeHeader] === undefined) return { kind: 'response', payload: bytes };
  const told = request.trailers['lambda-runtime-function-error-body']?.toString() ?? '';
  return errorReply(request, Buffer.from(told, 'base64'));
}

function errorReply(request: IncomingMessage, body: Buffer): RuntimeReply {
  const error = parseRuntimeError(body.toString(), errorTypeOf(request, 'Function.Unknown'));
  return { kind: 'error', error, body };
}

const errorTypeHeader = 'lambda-runtime-function-error-type';

function errorTypeOf({ headers, trailers }: IncomingMessage, otherwise: string): string {
  return (headers[errorTypeHeader] ?? trailers[errorTypeHeader])?.toString() ?? otherwise;
}

// Headers are bytes: UTF-8 goes through as it is, and what would end the line becomes a space.
function headerText(text: string): string {
  return Buffer.from(text.replaceAll(/\p{Cc}+/gu, ' ')).toString('latin1');
}

function accept(response: ServerResponse): void {
  answer(response, 202, { status: 'OK' });
}

function refuseState(response: ServerResponse): void {
  refuse(response, 403, 'InvalidStateTransition', 'The runtime is not in a state to do this.');
}

function refuse(response: ServerResponse, status: number, errorType: string, errorMessage: string): void {
  answer(response, status, { errorMessage, errorType });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
