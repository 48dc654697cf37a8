import type { ApiContext } from './api/action.ts';
import type { ApiServer } from './api/server.ts';
import { type FunctionHostOptions, functionHost, type WarmFunctionHost } from './functions/function-host.ts';
import { KeptLogs } from './functions/function-logs.ts';
import type { FunctionDefinition } from './functions/functions.ts';
import { openPackages, type Packages } from './functions/packages.ts';
import { realizeWith } from './functions/realize.ts';
import { type FunctionRegistry, functionRegistry } from './functions/registry.ts';
import { Deployments } from './host/deployments.ts';
import { Executions, type ExecutionsParts } from './host/executions.ts';
import type { Journal } from './journal/journal.ts';
import { asJournalError } from './journal/journal-error.ts';

export interface PartsOptions
  extends Omit<ExecutionsParts, 'functions' | 'registry'>,
    Omit<FunctionHostOptions, 'registry' | 'clock' | 'log' | 'mark'> {
  readonly definitions: readonly FunctionDefinition[];
  /** Where code that is deployed, or stands in a template, is unpacked; a temporary directory unless told. */
  readonly codeDirectory?: string | undefined;
  /** Of the functions, which know no other time than the real one. */
  readonly realClock: FunctionHostOptions['clock'];
  readonly functionLog: (functionName: string, line: string) => void;
  readonly version: string;
  readonly nodeVersion: string;
}

/** An emulator without its server. */
export interface EmulatorParts extends ApiContext {
  readonly journal: Journal;
  readonly functions: WarmFunctionHost;
}

/** Joins what stores, what decides and what runs. */
export function joinParts(options: PartsOptions): EmulatorParts {
  const { journal, realClock, functionLog } = options;
  const packages = openPackages(options.codeDirectory);
  const registry = functionRegistry(options.definitions, {
    events: journal.functionEvents(),
    realize: realizeWith(packages),
  });
  dropUnused(packages, registry, options.codeDirectory);
  const logs = new KeptLogs(realClock);
  const log: FunctionHostOptions['log'] = (name, line, { group, stream }) => {
    logs.add(group, stream, line);
    functionLog(name, line);
  };
  const mark: FunctionHostOptions['mark'] = (line, { group, stream }) => logs.add(group, stream, line);
  const functions = functionHost({ ...options, registry, clock: realClock, log, mark });
  const executions = new Executions({ ...options, registry, functions });
  const changed = () => {
    functions.refresh();
    executions.resume();
  };
  const deployments = new Deployments({ journal, registry, changed });
  return { ...options, packages, registry, logs, functions, executions, deployments };
}

/** Code that was superseded or deleted, or stood in a template, and that nobody can be running any more. */
function dropUnused(packages: Packages, registry: FunctionRegistry, directory = ''): void {
  try {
    packages.keep(registry.releases().map(({ code }) => code));
  } catch (error) {
    throw asJournalError(error, directory);
  }
}

/** Requests are served until the last invocation has ended: it may have something to checkpoint. Resolves with how many were lost. */
export async function closeParts(
  { executions, functions, journal, packages }: EmulatorParts,
  server: ApiServer | undefined,
  graceMilliseconds: number,
): Promise<number> {
  executions.close();
  const lost = await functions.close(graceMilliseconds);
  await executions.settled();
  await server?.close();
  await journal.close();
  packages.close();
  return lost;
}
