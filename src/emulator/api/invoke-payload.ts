import { limits } from '../../model/limits.ts';
import { Rejection } from '../engine/rejection.ts';

/** Checks what a function is called with: JSON or nothing, and not too long. Throws in the service's words. */
export function checkInvokePayload(body: Uint8Array, isAsync: boolean): void {
  const limit = isAsync ? limits.asyncPayload : limits.syncPayload;
  if (body.length > limit) {
    const message = `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
    throw new Rejection('RequestTooLargeException', message);
  }
  if (body.length === 0) return;
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Rejection(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${reason}`,
    );
  }
}
