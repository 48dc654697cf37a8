import type { LogLevel } from '../../model/log-levels.ts';
import type { ErrorObject } from '../../model/wire.ts';

/** Runs functions. An invocation always has an outcome: the promise does not reject. */
export interface FunctionHost {
  invoke(invocation: Invocation): Promise<InvocationOutcome>;
  /** Lets running invocations end for `graceMilliseconds`, then kills; what was cut off is `lost`, and counted. */
  close(graceMilliseconds: number): Promise<number>;
}

export interface Invocation {
  readonly functionName: string;
  /** `$LATEST` or a number, never an alias. */
  readonly version: string;
  /** The function's ARN as the caller named it, qualified. */
  readonly invokedArn: string;
  readonly requestId: string;
  readonly payload: Uint8Array;
  readonly traceHeader?: string | undefined;
  readonly tenantId?: string | undefined;
  /** JSON text, already decoded from base64. */
  readonly clientContext?: string | undefined;
  /** A Runtime Interface Emulator's address, which goes before whatever is served under the name. */
  readonly endpoint?: string | undefined;
}

export type InvocationOutcome = { readonly log: string } & (
  | { readonly kind: 'response'; readonly payload: Uint8Array }
  /**
   * The function or its sandbox failed. An error of the sandbox is in the service's words, e.g. `Runtime.ExitError`; one of
   * the function has a body, which is the error as its runtime posted it.
   */
  | { readonly kind: 'error'; readonly error: ErrorObject; readonly body?: Uint8Array }
  /** Cut off by the end of the emulator; not the function's fault. */
  | { readonly kind: 'lost' }
);

/** How a function is told: what `durcb emulate` was asked to serve. */
export interface FunctionDefinition {
  readonly name: string;
  readonly code: FunctionCode;
  readonly environment: Readonly<Record<string, string>>;
  /** Longest invocation, 1–900 seconds. */
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Present when the function is durable. */
  readonly durable?: DurableSettings | undefined;
  /** As AWS names it, `python3.13`; derived from the code when nobody said. */
  readonly runtime?: string | undefined;
  readonly description?: string | undefined;
  /** Text unless told. */
  readonly logging?: LoggingSettings | undefined;
  /** Versions by alias. A number that one names counts as published, with this definition. */
  readonly aliases?: Readonly<Record<string, string>> | undefined;
  /** Numbers that are published without an alias, with this definition. */
  readonly versions?: readonly string[] | undefined;
  /** What it is given, beside what the API has tagged it with. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface LoggingSettings {
  readonly LogFormat: 'Text' | 'JSON';
  /** Only with JSON: what the runtime lets through. */
  readonly ApplicationLogLevel?: LogLevel | undefined;
  /** `/aws/lambda/NAME` unless told; functions may share one. */
  readonly LogGroup?: string | undefined;
}

export interface DurableSettings {
  readonly ExecutionTimeout: number;
  readonly RetentionPeriodInDays: number;
  readonly KMSKeyArn?: string | undefined;
}

/** What a file was deployed with; without it, its own folder is the task root. */
export interface Task {
  /** The task root. */
  readonly directory: string;
  /** As it was given: `orders.app.handler`. */
  readonly handler: string;
  /** Another folder that may have a Python environment. */
  readonly project?: string | undefined;
}

export type FunctionCode =
  /** A JavaScript or TypeScript file and the name of its export, `a.b` for one inside another. */
  | { readonly kind: 'node'; readonly file: string; readonly export: string; readonly task?: Task }
  /** A Python file and the name of its function. */
  | { readonly kind: 'python'; readonly file: string; readonly function: string; readonly task?: Task }
  /** A program that speaks the Lambda Runtime API; the handler is the command itself unless told. */
  | {
      readonly kind: 'command';
      readonly command: string;
      readonly directory: string;
      readonly handler?: string;
    }
  /** A Runtime Interface Emulator's address. */
  | { readonly kind: 'remote'; readonly url: string };
