import type { Limits } from '../../model/limits.ts';
import { Rejection } from '../engine/rejection.ts';
import { requestTooLarge } from './request-body.ts';

/** Checks what a function is called with: JSON or nothing, and not too long. Throws in the service's words. */
export function checkInvokePayload(body: Uint8Array, isAsync: boolean, limits: Limits): void {
  const limit = isAsync ? limits.asyncPayload : limits.syncPayload;
  if (body.length > limit) throw requestTooLarge(limit, 'InvokeFunction');
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
