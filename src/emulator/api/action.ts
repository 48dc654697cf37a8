import type * as z from 'zod/mini';
import type { Place } from '../../model/arn.ts';
import type { LimitName, Limits } from '../../model/limits.ts';
import type { Clock } from '../../model/time.ts';
import type { FunctionLogs } from '../functions/function-logs.ts';
import type { FunctionHost } from '../functions/functions.ts';
import type { Packages } from '../functions/packages.ts';
import type { FunctionRegistry } from '../functions/registry.ts';
import type { Deployments } from '../host/deployments.ts';
import type { Executions } from '../host/executions.ts';
import type { Journal } from '../journal/journal.ts';

/** What the operations of the API have to do with. */
export interface ApiContext {
  readonly executions: Executions;
  readonly journal: Pick<Journal, 'history' | 'pending'>;
  readonly registry: FunctionRegistry;
  readonly deployments: Deployments;
  readonly packages: Packages;
  readonly functions: FunctionHost;
  readonly logs: FunctionLogs;
  readonly place: Place;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly limits: Limits;
  /** Of what runs handlers in JavaScript, `24.11.0`. */
  readonly nodeVersion: string;
  /** The version the emulator reports of itself. */
  readonly version: string;
}

/** A request as it came: labels are decoded once, after the path was split. */
export interface ApiRequest {
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

export interface ApiReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON, with the times of its shape as epoch seconds; undefined members are left out. */
  readonly json?: object;
  /** Sent as it is. */
  readonly bytes?: Uint8Array;
}

export interface BodyLimit {
  readonly limit: LimitName;
  /** How the refusal calls the operation. */
  readonly operation: string;
}

/** One operation of the API as a value: where it is served, what it takes, what it does. */
export interface Action<Schema extends z.ZodMiniType = z.ZodMiniType> {
  /** The operation's name in the API model. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/2025-12-01/durable-executions/{DurableExecutionArn}/checkpoint`. */
  readonly path: string;
  /** Gathers the members of the input from path, query, headers and body, unchecked. */
  readonly read: (request: ApiRequest) => unknown;
  /** What the API model asks of the members; a violation is answered in the service's words. */
  readonly input: Schema;
  /** The same without quotas, where it has some. */
  readonly unlimitedInput?: NoInfer<Schema>;
  /** How large its body may be, where that is not as usual. */
  readonly bodyLimit?: BodyLimit;
  /** May throw a Rejection. */
  readonly handle: (context: ApiContext, input: z.output<Schema>, request: ApiRequest) => Promise<ApiReply>;
}

export function action<const Schema extends z.ZodMiniType>(definition: Action<Schema>): Action<Schema> {
  return definition;
}
