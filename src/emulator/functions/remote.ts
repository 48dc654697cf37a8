import { request } from 'node:http';
import * as z from 'zod/mini';
import type { Clock } from '../../model/time.ts';
import type { ErrorObject } from '../../model/wire.ts';
import type { Invocation, InvocationOutcome } from './functions.ts';
import type { HostedFunction } from './hosted-function.ts';
import { parseRuntimeError } from './runtime-reply.ts';
import { endError } from './worker-end.ts';

export interface RemoteOptions {
  /** `http://host:port` of a Runtime Interface Emulator. */
  readonly url: string;
  readonly timeoutSeconds: number;
  readonly clock: Clock;
  /** Of the address, whichever functions are behind it. */
  readonly turn: Turn;
}

/** Whose turn it is at an address: whoever wants to be next waits for `free`, and puts there when it will be. */
export interface Turn {
  free: Promise<void>;
}

// Where an emulator there has no timeout of its own, it takes five minutes.
const longestOverrun = 300_000;

interface Sent {
  readonly outcome: Promise<InvocationOutcome>;
  /** When the endpoint can take another. */
  readonly free: Promise<void>;
}

const lost: InvocationOutcome = { kind: 'lost', log: '' };

/**
 * A function behind somebody else's invoke endpoint. One invocation at a time: a Runtime Interface Emulator that gets
 * another while it works refuses it, and may end. That holds as well for what it still works on after our timeout.
 */
export class RemoteFunction implements HostedFunction {
  readonly #options: RemoteOptions;
  readonly #ending = new AbortController();
  /** When what was sent from here is over. */
  #free: Promise<void> = Promise.resolve();
  #sent: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: RemoteOptions) {
    this.#options = options;
  }

  invoke(invocation: Invocation): Promise<InvocationOutcome> {
    const { turn } = this.#options;
    const sent = turn.free.then(() => this.#send(invocation));
    this.#free = sent.then(({ free }) => free);
    turn.free = this.#free;
    return sent.then(({ outcome }) => outcome);
  }

  async warm(): Promise<void> {}

  async retire(): Promise<void> {
    await this.#free;
  }

  async close(graceMilliseconds: number): Promise<void> {
    this.#closed = true;
    const timer = this.#options.clock.after(graceMilliseconds, () => this.#ending.abort());
    await this.#sent;
    timer[Symbol.dispose]();
    // Nobody waits any longer for what is overdue.
    this.#ending.abort();
    await this.#free;
  }

  #send(invocation: Invocation): Sent {
    if (this.#closed) return { outcome: Promise.resolve(lost), free: Promise.resolve() };
    const { timeoutSeconds: seconds } = this.#options;
    const answer = this.#ask(invocation);
    const late = failed(endError({ kind: 'timeout', seconds }, invocation.requestId));
    const outcome = this.#within<InvocationOutcome>(seconds * 1000, answer, late);
    this.#sent = outcome;
    const answered = answer.then(() => undefined);
    return { outcome, free: this.#within(seconds * 1000 + longestOverrun, answered, undefined) };
  }

  async #ask(invocation: Invocation): Promise<InvocationOutcome> {
    try {
      return read(await post(this.#options.url, invocation, this.#ending.signal));
    } catch (error) {
      return this.#ending.signal.aborted ? lost : failed(this.#unreachable(error));
    }
  }

  async #within<Value>(milliseconds: number, value: Promise<Value>, otherwise: Value): Promise<Value> {
    const late = Promise.withResolvers<Value>();
    const timer = this.#options.clock.after(milliseconds, () => late.resolve(otherwise));
    const first = await Promise.race([value, late.promise]);
    timer[Symbol.dispose]();
    return first;
  }

  #unreachable(error: unknown): ErrorObject {
    const reason = error instanceof Error ? error.message : String(error);
    const ErrorMessage = `No function answers at ${this.#options.url} (${reason}). Start its container, or give another address.`;
    return { ErrorType: 'Durcb.FunctionUnreachable', ErrorMessage };
  }
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

function post(url: string, invocation: Invocation, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const address = new URL('/2015-03-31/functions/function/invocations', url);
    const options = { method: 'POST', headers: headersOf(invocation), signal, agent: false };
    const sent = request(address, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(invocation.payload);
  });
}

function headersOf({ payload, traceHeader, clientContext, tenantId }: Invocation): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Content-Length': String(payload.length),
    ...(traceHeader && { 'X-Amzn-Trace-Id': traceHeader }),
    ...(clientContext && { 'X-Amz-Client-Context': Buffer.from(clientContext).toString('base64') }),
    ...(tenantId && { 'X-Amz-Tenant-Id': tenantId }),
  };
}

const ErrorAnswer = z.object({ errorType: z.string(), Status: z.optional(z.undefined()) });

// There a failed function is told from a reply only by what the body looks like.
function read({ status, body }: Answer): InvocationOutcome {
  const text = body.toString();
  if (text.startsWith('Task timed out after')) {
    return failed({ ErrorType: 'Sandbox.Timedout', ErrorMessage: text.trim() });
  }
  if (isError(text)) return { ...failed(parseRuntimeError(text, 'Function.Unknown')), body };
  if (status === 200) return { kind: 'response', payload: body, log: '' };
  return failed(parseRuntimeError(text || `The invoke endpoint answered ${status}.`, `Durcb.Http${status}`));
}

function isError(text: string): boolean {
  try {
    return ErrorAnswer.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

function failed(error: ErrorObject) {
  return { kind: 'error', error, log: '' } as const;
}
