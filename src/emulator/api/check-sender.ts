import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { Rejection } from '../engine/rejection.ts';

/**
 * Throws for what a web page sends. Any page that a browser shows on this machine reaches a port of it: pages give an
 * Origin, and one under a name that was made to point here gives that name as its Host.
 */
export function checkSender({ headers }: Pick<IncomingMessage, 'headers'>, listensOn: string): void {
  if (headers.origin !== undefined)
    throw forbidden(`Requests of web pages are not answered, and this one is from ${headers.origin}.`);
  if (!isOurs(hostname(headers.host ?? ''), listensOn))
    throw forbidden(
      `The host ${headers.host} is not known here: use an address, localhost, or a name without dots.`,
    );
}

const forbidden = (message: string): Rejection => new Rejection('AccessDeniedException', message);

/** Without its port; an address of IPv6 without its brackets. Undefined when it is no host. */
function hostname(host: string): string | undefined {
  const [, name] = /^(\[[^\]]*\]|[^:]*)(?::\d*)?$/.exec(host) ?? [];
  return name?.replaceAll(/^\[|\]$/g, '').toLowerCase();
}

// Nobody on the internet can have such a name point anywhere; containers know their host by one of them.
const isOurs = (name: string | undefined, listensOn: string): boolean =>
  name !== undefined &&
  (name === '' ||
    name === listensOn.toLowerCase() ||
    isIP(name) > 0 ||
    /^[^.]+$/.test(name) ||
    /\.(localhost|internal)$/.test(name));
