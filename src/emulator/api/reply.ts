import type { ServerResponse } from 'node:http';
import { exceptions, type Rejection } from '../engine/rejection.ts';
import type { ApiReply } from './action.ts';
import { wireJson } from './epoch-seconds.ts';

/** Answers with what an operation returned. */
export function sendReply(response: ServerResponse, reply: ApiReply): void {
  const { status = 200, headers = {}, json, bytes } = reply;
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value);
  if (json || bytes) response.setHeader('content-type', 'application/json');
  send(response, status, bytes ?? (json && wireJson(json)));
}

/** Answers with an exception: clients look at the header, people at the body. */
export function sendRejection(response: ServerResponse, { exception, message }: Rejection): void {
  const { status, messageKey } = exceptions[exception];
  response.setHeader('content-type', 'application/json');
  response.setHeader('x-amzn-errortype', exception);
  const Type = status < 500 ? 'User' : 'Service';
  send(response, status, JSON.stringify({ Type, [messageKey]: message }));
}

function send(response: ServerResponse, status: number, body: string | Uint8Array | undefined): void {
  response.statusCode = status;
  // A 204 has no body, and then no length either.
  if (status !== 204) response.setHeader('content-length', Buffer.byteLength(body ?? ''));
  response.end(body);
}
