import * as z from 'zod/mini';
import type { ErrorObject } from '../../model/wire.ts';

/** What a runtime posts at the end of an invocation. */
export type RuntimeReply =
  | { readonly kind: 'response'; readonly payload: Uint8Array }
  /** The body is the error as the runtime has it; there is none when the error is the service's. */
  | { readonly kind: 'error'; readonly error: ErrorObject; readonly body?: Uint8Array };

const ErrorBody = z.object({
  errorType: z.nullish(z.string()),
  // Java's exceptions may have none.
  errorMessage: z.nullish(z.string()),
  // Node's runtime calls it trace, the others stackTrace.
  stackTrace: z.catch(z.optional(z.array(z.string())), undefined),
  trace: z.catch(z.optional(z.array(z.string())), undefined),
});

/** Reads `{errorType, errorMessage, stackTrace}` as runtimes post it; any other text becomes the message. */
export function parseRuntimeError(body: string, unknownType: string): ErrorObject {
  const parsed = ErrorBody.safeParse(parseJson(body));
  if (!parsed.success) return { ErrorType: unknownType, ErrorMessage: body };
  const { errorType, errorMessage, stackTrace, trace } = parsed.data;
  const StackTrace = stackTrace ?? trace;
  return {
    ErrorType: errorType ?? unknownType,
    ErrorMessage: errorMessage ?? '',
    ...(StackTrace && { StackTrace }),
  };
}

/** The service's words for a reply of so many bytes, where no more than `limit` are allowed. */
export function oversizedReply(bytes: number, limit: number): RuntimeReply {
  const ErrorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${limit} bytes).`;
  return { kind: 'error', error: { ErrorType: 'Function.ResponseSizeTooLarge', ErrorMessage } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
