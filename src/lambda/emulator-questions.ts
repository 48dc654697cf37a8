import * as z from 'zod/mini';
import { Failure } from '../cli/failure.ts';

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
  readonly Limit?: number | undefined;
}

/** The callbacks that wait, by one indexed question; undefined when the endpoint is not durcb's emulator. */
export async function askPending(
  endpoint: string | undefined,
  question: PendingQuestion,
  signal?: AbortSignal,
): Promise<readonly OpenCallback[] | undefined> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(question))
    if (value !== undefined) query.set(name, String(value));
  const answer = await ask(endpoint, `pending?${query}`, signal);
  return answer === undefined ? undefined : read(answer, PendingAnswer).Callbacks;
}

const Whereabouts = z.object({ DurableExecutionArn: z.string(), OperationId: z.string() });

/** Where a callback belongs; undefined when the endpoint is not durcb's emulator, or has no such callback. */
export async function askCallback(
  endpoint: string | undefined,
  callbackId: string,
  signal?: AbortSignal,
): Promise<z.infer<typeof Whereabouts> | undefined> {
  const answer = await ask(endpoint, `callbacks/${encodeURIComponent(callbackId)}`, signal);
  return answer === undefined ? undefined : read(answer, Whereabouts);
}

async function ask(endpoint: string | undefined, path: string, signal?: AbortSignal): Promise<unknown> {
  // The emulator speaks plain HTTP only, so that AWS is never asked.
  if (!endpoint?.startsWith('http:')) return undefined;
  const base = endpoint.endsWith('/') ? endpoint : `${endpoint}/`;
  try {
    const response = await fetch(new URL(`durcb/${path}`, base), { signal: signal ?? null });
    const isEmulator = response.headers.has('x-durcb-version');
    return isEmulator && response.ok ? await response.json() : await response.body?.cancel();
  } catch {
    signal?.throwIfAborted();
    // Whoever asks goes on to the API, which says what is wrong.
    return undefined;
  }
}

function read<Schema extends z.ZodMiniType>(answer: unknown, schema: Schema): z.output<Schema> {
  const result = z.safeParse(schema, answer);
  if (result.success) return result.data;
  throw new Failure({
    code: 'unexpected-answer',
    message: `the emulator's answer is not understood: ${z.prettifyError(result.error)}`,
    hint: 'the emulator is of another version of durcb: restart it.',
  });
}
