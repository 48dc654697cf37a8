import * as z from 'zod/mini';
import { limits } from '../../model/limits.ts';
import type { ErrorObject } from '../../model/wire.ts';

/** What a runtime posts at the end of an invocation. */
export type RuntimeReply =
  | { readonly kind: 'response'; readonly payload: Uint8Array }
  | { readonly kind: 'error'; readonly error: ErrorObject };

/** Largest reply the service takes from a runtime: 6 MB and a little for the envelope, in bytes. */
export const largestReply = limits.syncPayload + 100;

const ErrorBody = z.object({
  errorType: z.optional(z.string()),
  errorMessage: z.optional(z.string()),
  // Node's runtime calls it trace, the others stackTrace.
  stackTrace: z.catch(z.optional(z.array(z.string())), undefined),
  trace: z.catch(z.optional(z.array(z.string())), undefined),
});

/** Reads `{errorType, errorMessage, stackTrace}` as runtimes post it; any other text becomes the message. */
export function parseRuntimeError(body: string, unknownType: string): ErrorObject {
  const parsed = ErrorBody.safeParse(parseJson(body));
  if (!parsed.success) return { ErrorType: unknownType, ErrorMessage: body };
  const { errorType = unknownType, errorMessage = '', stackTrace, trace } = parsed.data;
  const StackTrace = stackTrace ?? trace;
  return { ErrorType: errorType, ErrorMessage: errorMessage, ...(StackTrace && { StackTrace }) };
}

/** The service's words for a reply that was larger than `largestReply`. */
export function oversizedReply(bytes: number): RuntimeReply {
  const ErrorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${largestReply} bytes).`;
  return { kind: 'error', error: { ErrorType: 'Function.ResponseSizeTooLarge', ErrorMessage } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
