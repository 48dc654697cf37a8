import { exceptions, type Rejection } from '../engine/rejection.ts';
import type { ApiReply } from './action.ts';
import { wireJson } from './epoch-seconds.ts';

/** An answer as it goes over the wire. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export function wireReply({ status = 200, headers = {}, json, bytes }: ApiReply): WireReply {
  const body = json ? Buffer.from(wireJson(json)) : (bytes ?? new Uint8Array());
  return { status, body, headers: { ...entityHeaders(status, body), ...given(headers) } };
}

/** An exception of the service: SDKs tell it by the header, people by the body. */
export function wireRejection({ exception, message }: Rejection): WireReply {
  const { status, messageKey } = exceptions[exception];
  const json = { Type: status < 500 ? 'User' : 'Service', [messageKey]: message };
  return wireReply({ status, headers: { 'x-amzn-ErrorType': exception }, json });
}

function given(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

// A 204 has no body, and then no length either.
function entityHeaders(status: number, body: Uint8Array): Record<string, string> {
  if (status === 204) return {};
  const length = { 'content-length': String(body.length) };
  return body.length > 0 ? { 'content-type': 'application/json', ...length } : length;
}
