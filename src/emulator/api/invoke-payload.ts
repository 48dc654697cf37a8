import type { Limits } from '../../model/limits.ts';
import { Rejection } from '../engine/rejection.ts';
import { requestTooLarge } from './request-body.ts';

/** Refuses what a function may not be called with for its size. */
export function checkInvokeSize(body: Uint8Array, isAsync: boolean, limits: Limits): void {
  const limit = isAsync ? limits.asyncPayload : limits.syncPayload;
  if (body.length > limit) throw requestTooLarge(limit, 'InvokeFunction');
}

/** Checks what a function is called with: JSON or nothing. Throws in the service's words. */
export function checkInvokePayload(body: Uint8Array): void {
  if (body.length === 0) return;
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidContent(`Could not parse request body into json: ${reason}`);
  }
}

/** A client context is a JSON object in base64. */
export function checkClientContext(text: string | undefined, { clientContext: limit }: Limits): void {
  if (text === undefined) return;
  if (text.length > limit) throw invalidContent(`Client context must be no more than ${limit} bytes.`);
  if (!isObject(Buffer.from(text, 'base64').toString())) {
    throw invalidContent('Client context must be a valid Base64-encoded JSON object.');
  }
}

// Whoever sends no type, bytes or a form, as curl does, sends JSON all the same.
const otherThanJson = /^(image|audio|video|font|multipart)\/|\/([\w.-]+\+)?(xml|html)\b/i;

/** Refuses a body that says of itself that it is no JSON. */
export function checkMediaType(type = ''): void {
  if (!otherThanJson.test(type)) return;
  throw new Rejection('UnsupportedMediaTypeException', `Unsupported content type: ${type}`);
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function invalidContent(message: string): Rejection {
  return new Rejection('InvalidRequestContentException', message);
}
