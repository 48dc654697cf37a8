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
}

/** A function behind somebody else's invoke endpoint. One invocation at a time, since more are refused there. */
export class RemoteFunction implements HostedFunction {
  readonly #options: RemoteOptions;
  readonly #ending = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: RemoteOptions) {
    this.#options = options;
  }

  invoke(invocation: Invocation): Promise<InvocationOutcome> {
    const outcome = this.#last.then(() => this.#invoke(invocation));
    this.#last = outcome;
    return outcome;
  }

  async warm(): Promise<void> {}

  async retire(): Promise<void> {
    await this.#last;
  }

  async close(graceMilliseconds: number): Promise<void> {
    this.#closed = true;
    const timer = this.#options.clock.after(graceMilliseconds, () => this.#ending.abort());
    await this.#last;
    timer[Symbol.dispose]();
  }

  async #invoke(invocation: Invocation): Promise<InvocationOutcome> {
    if (this.#closed) return { kind: 'lost', log: '' };
    const { clock, timeoutSeconds: seconds } = this.#options;
    const deadline = new AbortController();
    const timer = clock.after(seconds * 1000, () => deadline.abort());
    try {
      const signal = AbortSignal.any([deadline.signal, this.#ending.signal]);
      return read(await post(this.#options.url, invocation, signal));
    } catch (error) {
      if (this.#ending.signal.aborted) return { kind: 'lost', log: '' };
      if (!deadline.signal.aborted) return failed(this.#unreachable(error));
      return failed(endError({ kind: 'timeout', seconds }, invocation.requestId));
    } finally {
      timer[Symbol.dispose]();
    }
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
