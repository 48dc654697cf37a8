import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Rejection } from '../engine/rejection.ts';
import type { Action, ApiContext } from './action.ts';
import { answer, asRejection } from './answer.ts';
import { checkSender } from './check-sender.ts';
import { type WireReply, wireRejection } from './reply.ts';
import { type Router, router } from './router.ts';

export interface ApiServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly actions: readonly Action[];
  readonly context: ApiContext;
  /** A line for each answer. */
  readonly log?: ((line: string) => void) | undefined;
}

export interface ApiServer {
  /** Where this machine reaches it. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, answers those that still wait with ServiceException, and resolves when all have gone. */
  close(): Promise<void>;
}

/** Serves the actions; rejects with the error of a port that cannot be had. */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const requests = new Requests(router(options.actions), options);
  const server = createServer((request, response) => requests.serve(request, response));
  // Longer than any client keeps an idle connection, so that it is the client who closes it.
  server.keepAliveTimeout = 75_000;
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const port = portOf(server);
  return {
    port,
    url: `http://${reachable(options.host)}:${port}`,
    close: () => closeServer(server, requests),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

// An address to listen on everywhere is none to connect to.
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

async function closeServer(server: Server, requests: Requests): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await requests.stop();
  // What is left has not even sent a whole request.
  server.closeAllConnections();
  await closed;
}

/** The requests that have no answer yet. */
class Requests {
  readonly #find: Router;
  readonly #context: ApiContext;
  readonly #host: string;
  readonly #log: ((line: string) => void) | undefined;
  readonly #waiting = new Map<ServerResponse, AbortController>();
  #isStopping = false;

  constructor(find: Router, { context, host, log }: ApiServerOptions) {
    this.#find = find;
    this.#context = context;
    this.#host = host;
    this.#log = log;
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    const controller = new AbortController();
    this.#waiting.set(response, controller);
    response.on('close', () => {
      this.#waiting.delete(response);
      controller.abort();
    });
    if (this.#isStopping) controller.abort(stopping());
    const { signal } = controller;
    Promise.race([this.#answer(request, signal), aborted(signal)])
      .catch((error: unknown) => wireRejection(asRejection(error)))
      .then((reply) => this.#send(request, response, reply))
      .catch(() => response.destroy());
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const gone = [...this.#waiting.keys()].map((response) => once(response, 'close'));
    for (const controller of this.#waiting.values()) controller.abort(stopping());
    await Promise.all(gone);
  }

  async #answer(request: IncomingMessage, signal: AbortSignal): Promise<WireReply> {
    checkSender(request, this.#host);
    return answer(this.#find, this.#context, request, signal);
  }

  #send({ method, url }: IncomingMessage, response: ServerResponse, reply: WireReply): void {
    if (response.destroyed) return;
    if (this.#isStopping) response.shouldKeepAlive = false;
    response.writeHead(reply.status, {
      ...reply.headers,
      'x-amzn-RequestId': this.#context.newId(),
      'x-durcb-version': this.#context.version,
    });
    response.end(reply.body);
    const error = reply.status >= 400 ? ` ${Buffer.from(reply.body)}` : '';
    this.#log?.(`${method} ${url} ${reply.status}${error}`);
  }
}

function stopping(): Rejection {
  return new Rejection('ServiceException', 'The emulator is stopping.');
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
