import * as z from 'zod/mini';
import { Failure } from '../cli/failure.ts';
import { unknownCallback } from './unknown-callback.ts';

const OpenCallback = z.object({
  CallbackId: z.string(),
  DurableExecutionArn: z.string(),
  DurableExecutionName: z.string(),
  FunctionArn: z.string(),
  FunctionName: z.string(),
  Version: z.string(),
  OperationId: z.string(),
  Name: z.optional(z.string()),
  ParentId: z.optional(z.string()),
  ShownName: z.optional(z.string()),
  StartTimestamp: z.number(),
  Timeout: z.optional(z.number()),
  HeartbeatTimeout: z.optional(z.number()),
});

/** A row of the emulator's index; StartTimestamp in epoch seconds, timeouts in seconds. */
export type OpenCallback = z.infer<typeof OpenCallback>;

const PendingAnswer = z.object({ Callbacks: z.array(OpenCallback) });

export interface PendingQuestion {
  readonly FunctionName?: string | undefined;
  readonly DurableExecutionArn?: string | undefined;
}

/** The callbacks that wait, by one indexed question; undefined when it is not durcb's emulator, or refuses. */
export async function askPending(
  endpoint: string | undefined,
  question: PendingQuestion,
  signal?: AbortSignal,
): Promise<readonly OpenCallback[] | undefined> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(question))
    if (value !== undefined) query.set(name, String(value));
  const answer = await ask(endpoint, `pending?${query}`, signal);
  return answer?.ok ? read(answer, PendingAnswer).Callbacks : undefined;
}

const Whereabouts = z.object({ DurableExecutionArn: z.string(), OperationId: z.string() });

/** Where a callback belongs; undefined when the endpoint is not durcb's emulator. Throws when there is no such callback. */
export async function askCallback(
  endpoint: string | undefined,
  callbackId: string,
  signal?: AbortSignal,
): Promise<z.infer<typeof Whereabouts> | undefined> {
  const answer = await ask(endpoint, `callbacks/${encodeURIComponent(callbackId)}`, signal);
  if (answer && !answer.ok) throw unknownCallback(callbackId);
  return answer && read(answer, Whereabouts);
}

/** Which version of durcb serves an endpoint; undefined when it is not durcb's emulator, or nobody answers. */
export async function askVersion(
  endpoint: string | undefined,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const address = addressOf(endpoint, 'health');
  if (!address) return undefined;
  const version = await versionAt(address, signal);
  signal?.throwIfAborted();
  return version;
}

// Asked by commands that ask nothing else of an emulator, which fetch would slow down by a fifth when it is first used.
async function versionAt(address: URL, signal?: AbortSignal): Promise<string | undefined> {
  const { get } = await import('node:http');
  return new Promise((resolve) => {
    const request = get(address, { ...(signal && { signal }), timeout: 5_000 }, (response) => {
      response.resume();
      const version = response.headers['x-durcb-version'];
      resolve(typeof version === 'string' ? version : undefined);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

/** The answer of durcb's emulator; undefined when that is not who answers, or when it breaks off. */
async function ask(
  endpoint: string | undefined,
  path: string,
  signal?: AbortSignal,
): Promise<Answer | undefined> {
  const address = addressOf(endpoint, path);
  if (!address) return undefined;
  try {
    const response = await fetch(address, { signal: signal ?? null });
    if (response.headers.has('x-durcb-version')) return { ok: response.ok, text: await response.text() };
    await response.body?.cancel();
    return undefined;
  } catch {
    signal?.throwIfAborted();
    // Whoever asks goes on to the API, which says what is wrong.
    return undefined;
  }
}

function addressOf(endpoint: string | undefined, path: string): URL | undefined {
  // The emulator speaks plain HTTP only, so that AWS is never asked.
  if (!endpoint?.startsWith('http:')) return undefined;
  return new URL(`durcb/${path}`, endpoint.endsWith('/') ? endpoint : `${endpoint}/`);
}

function read<Schema extends z.ZodMiniType>({ text }: Answer, schema: Schema) {
  const result = z.safeParse(schema, JSON.parse(text));
  if (result.success) return result.data;
  throw new Failure({
    code: 'unexpected-answer',
    message: `the emulator's answer is not understood: ${z.prettifyError(result.error)}`,
    hint: 'the emulator is of another version of durcb: restart it',
  });
}
