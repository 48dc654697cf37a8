import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPlace, type Place } from '../model/arn.ts';
import { limits, withoutQuotas } from '../model/limits.ts';
import { type Clock, systemClock } from '../model/time.ts';
import { actions } from './api/actions/index.ts';
import { type ApiServer, startApiServer } from './api/server.ts';
import type { FunctionDefinition } from './functions/functions.ts';
import { type OnUnusable, warmAll } from './functions/warm-all.ts';
import { indexOfEvents } from './host/index-entry.ts';
import { closeParts, type EmulatorParts, joinParts, type PartsOptions } from './join-parts.ts';
import type { Journal } from './journal/journal.ts';
import { openMemoryJournal } from './journal/memory-journal.ts';
import { openSqliteJournal, SqliteJournal } from './journal/sqlite-journal.ts';

export type { FunctionDefinition } from './functions/functions.ts';
export { HandlerError, handlerCode } from './functions/handler-code.ts';
export { FunctionInitError } from './functions/hosted-function.ts';
export { JournalError } from './journal/journal-error.ts';
export { TemplateError } from './template/template-error.ts';

export interface EmulatorOptions {
  readonly functions: readonly FunctionDefinition[];
  /** `127.0.0.1` unless told otherwise. */
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Where the state is kept; in memory unless told otherwise. */
  readonly state?: StateOptions;
  /** Of the executions; functions always live in real time. */
  readonly clock?: Clock;
  /** Each line that a function prints. */
  readonly functionLog?: (functionName: string, line: string) => void;
  /** What the emulator has to say of itself, a line each. */
  readonly log?: (line: string) => void;
  readonly requestLog?: (line: string) => void;
  /** Of which functions see `PATH`, `HOME` and the like. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The Python for Python functions; else `.venv` beside the handler, else `python3`. */
  readonly python?: string | undefined;
  readonly place?: Partial<Place>;
  /** Consecutive failed invocations after which an execution fails. */
  readonly maxInvocationFailures?: number;
  /** Whether the service's quotas hold: sizes and counts. Its protocol always does. True unless told otherwise. */
  readonly limits?: boolean;
  /** Starts each function once before requests are taken, and fails if one cannot start. True unless told otherwise. */
  readonly warm?: boolean;
  /** Told of a function that cannot start; unless it throws, the function is served, and fails when it is invoked. */
  readonly onUnusable?: OnUnusable;
  readonly version?: string;
  /** Breaks the start off; afterwards there is `close`. */
  readonly signal?: AbortSignal;
}

export type StateOptions =
  | { readonly kind: 'memory' }
  | {
      readonly kind: 'directory';
      readonly directory: string;
      /** Forgets what was stored before. */
      readonly reset?: boolean;
      /** Computes the index again from the events. */
      readonly reindex?: boolean;
    };

export interface Emulator {
  readonly url: string;
  readonly port: number;
  /** The process that serves. */
  readonly pid: number;
  /**
   * No new invocations; running ones get so many milliseconds to end. What they did not finish is run again later.
   * Resolves with how many were cut off.
   */
  close(graceMilliseconds?: number): Promise<number>;
}

const defaults = {
  host: '127.0.0.1',
  port: 0,
  state: { kind: 'memory' },
  clock: systemClock,
  environment: {},
  maxInvocationFailures: 5,
  limits: true,
  warm: true,
  version: '0.0.0',
} as const satisfies Partial<EmulatorOptions>;

/**
 * Starts the service on a loopback port, takes up what an earlier one left behind, and resolves when it accepts requests.
 * Rejects with a JournalError, a FunctionInitError, the error of a port that cannot be had,
 * or the signal's reason once all that had begun is closed.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const settings = { ...defaults, ...options };
  const { signal } = settings;
  signal?.throwIfAborted();
  let server: ApiServer | undefined;
  const parts = await openParts(settings, () => server?.url ?? '');
  const close = (grace = 0) => closeParts(parts, server, grace);
  // A function that never finishes loading would hold up the start as long as it is let.
  const breakOff = () => parts.functions.close(0);
  signal?.addEventListener('abort', breakOff, { once: true });
  try {
    const { host, port, requestLog } = settings;
    server = await startApiServer({ host, port, actions, context: parts, log: requestLog });
    await begin(parts, settings, server.url);
    return { url: server.url, port: server.port, pid: process.pid, close };
  } catch (error) {
    await close();
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', breakOff);
  }
}

/** Where code that was deployed, or stands in a template, is kept; undefined when it goes with the emulator. */
export function codeDirectoryOf(state: StateOptions): string | undefined {
  return state.kind === 'directory' ? join(state.directory, 'code') : undefined;
}

type Settings = EmulatorOptions & Required<Pick<EmulatorOptions, keyof typeof defaults>>;

async function openParts(settings: Settings, endpoint: () => string): Promise<EmulatorParts> {
  const { state } = settings;
  const journal = openJournal(state);
  try {
    if (state.kind === 'directory' && state.reindex) journal.reindex(indexOfEvents);
    return joinParts(partsOptions(settings, journal, endpoint));
  } catch (error) {
    // Others may have the state.
    await journal.close();
    throw error;
  }
}

function openJournal(state: StateOptions): Journal {
  if (state.kind === 'memory') return openMemoryJournal();
  const { directory, reset } = state;
  return openSqliteJournal({ directory, owner: { pid: process.pid }, reset });
}

function partsOptions(settings: Settings, journal: Journal, endpoint: () => string): PartsOptions {
  const { state, place, functions, functionLog = () => {}, log = () => {} } = settings;
  const inForce = settings.limits ? limits : withoutQuotas;
  return {
    ...settings,
    journal,
    definitions: functions,
    codeDirectory: codeDirectoryOf(state),
    place: { ...defaultPlace, ...place },
    realClock: systemClock,
    newId: randomUUID,
    limits: inForce,
    nodeVersion: process.versions.node,
    endpoint,
    functionLog,
    log,
    sandbox: {
      bootstrapDirectory: bootstrapDirectory(),
      node: process.execPath,
      python: settings.python,
      environment: settings.environment,
      largestReply: inForce.reply,
    },
  };
}

/** Takes up what there is to do, once requests are served. */
async function begin(
  parts: EmulatorParts,
  { signal, warm, functions, onUnusable }: Settings,
  url: string,
): Promise<void> {
  const { journal, executions } = parts;
  signal?.throwIfAborted();
  if (journal instanceof SqliteJournal) journal.describeOwner({ pid: process.pid, url });
  const names = functions.map(({ name }) => name);
  if (warm) await warmAll(parts.functions, names, onUnusable);
  signal?.throwIfAborted();
  await executions.recover();
}

/** Beside this file in the sources, beside the bundle when built. */
function bootstrapDirectory(): string {
  const beside = join(import.meta.dirname, 'functions', 'bootstrap');
  return existsSync(beside) ? beside : join(import.meta.dirname, 'bootstrap');
}
