import type { IncomingMessage } from 'node:http';
import { Rejection } from '../engine/rejection.ts';
import type { Action, ApiContext, ApiReply, ApiRequest } from './action.ts';
import { checkInput } from './constraints.ts';
import { type WireReply, wireRejection, wireReply } from './reply.ts';
import { requestBody } from './request-body.ts';
import type { Router } from './router.ts';

/** Carries out one request: finds its action, reads and checks its input. Every error becomes an answer. */
export async function answer(
  find: Router,
  context: ApiContext,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<WireReply> {
  try {
    return wireReply(await carryOut(find, context, request, signal));
  } catch (error) {
    return wireRejection(asRejection(error));
  }
}

async function carryOut(
  find: Router,
  context: ApiContext,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<ApiReply> {
  const { method = '', url = '' } = request;
  const [rawPath = '', rawQuery = ''] = url.split(/\?(.*)/s);
  const route = find(method, targetPath(request) ?? rawPath);
  if (!route) throw new Rejection('UnknownOperationException', `There is no operation ${method} ${rawPath}`);
  const { action, labels } = route;
  const body = await requestBody(request, action, context.limits);
  const apiRequest = { labels, query: parseQuery(rawQuery), headers: headersOf(request), body, signal };
  return action.handle(context, inputOf(action, apiRequest, context), apiRequest);
}

function inputOf({ input, unlimitedInput = input, read }: Action, request: ApiRequest, context: ApiContext) {
  return checkInput(context.limits.haveQuotas ? input : unlimitedInput, read(request));
}

// CloudWatch Logs tells its operations apart by a header alone.
function targetPath({ url, headers }: IncomingMessage): string | undefined {
  const target = headers['x-amz-target'];
  return url === '/' && typeof target === 'string' ? `/${target}` : undefined;
}

// SDKs send a space as %20; a bare plus is one that somebody forgot to encode, in a token or a time zone.
function parseQuery(rawQuery: string): URLSearchParams {
  return new URLSearchParams(rawQuery.replaceAll('+', '%2B'));
}

function headersOf({ headers }: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));
}

/** What no one foresaw is the service's fault. */
export function asRejection(error: unknown): Rejection {
  if (error instanceof Rejection) return error;
  return new Rejection('ServiceException', error instanceof Error ? error.message : String(error));
}
