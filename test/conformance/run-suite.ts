import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import { type EmulatorProcess, emulatorProcess } from '../emulator-process.ts';
import { type RequirementResult, requirementResult, type SuiteResults } from './requirement-result.ts';

export interface SuiteToRun {
  readonly language: string;
  /** A SAM template whose functions name their requirements. */
  readonly template: string;
  /** Without it, the suites that the template has functions for. */
  readonly suite: string | undefined;
}

export interface RunOptions {
  /** With the kit, and what Python functions need. */
  readonly python: string;
  readonly histories: string | undefined;
  /** A folder of them, by suite, instead of the kit's own. */
  readonly requirements: string | undefined;
  /** Progress, a line each. */
  readonly say: (line: string) => void;
}

/** Serves the template's functions, and lets the kit validate them; the requirements are tried many at once. */
export async function runSuite(suite: SuiteToRun, options: RunOptions): Promise<SuiteResults> {
  const directory = mkdtempSync(join(tmpdir(), 'durcb-conformance-'));
  try {
    return await runIn(directory, { ...suite, template: resolve(suite.template) }, options);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function runIn(directory: string, suite: SuiteToRun, options: RunOptions): Promise<SuiteResults> {
  const environment = { PATH: process.env.PATH ?? '', DURCB_PYTHON: options.python };
  const words = ['--template', suite.template, '--state', join(directory, 'state')];
  const emulator = await emulatorProcess(directory, words, { environment });
  try {
    return await drive(suite, emulator, options);
  } finally {
    await emulator.end('SIGINT');
  }
}

const answer = z.union([
  z.object({ requirement: requirementResult }),
  /** What the template has a function for, and the kit does not know. */
  z.object({ unknown: z.array(z.string()) }),
  z.object({ junit: z.string() }),
]);

async function drive(
  suite: SuiteToRun,
  emulator: EmulatorProcess,
  options: RunOptions,
): Promise<SuiteResults> {
  const { language } = suite;
  const requirements: RequirementResult[] = [];
  let unknown: readonly string[] = [];
  let junit: string | undefined;
  const program = driver(suite, emulator.ready.Url, options);
  for await (const line of createInterface({ input: program.stdout })) {
    const said = answer.parse(JSON.parse(line));
    if ('junit' in said) junit = said.junit;
    else if ('unknown' in said) unknown = said.unknown;
    else {
      requirements.push(said.requirement);
      options.say(`${language} ${said.requirement.id}: ${said.requirement.status.toLowerCase()}`);
    }
  }
  if (junit === undefined)
    throw new Error(`The kit did not get through ${suite.template}:\n${program.said()}`);
  return { language, requirements: requirements.toSorted(byId), unknown, junit };
}

function driver({ language, template, suite }: SuiteToRun, url: string, options: RunOptions) {
  const words = [
    join(import.meta.dirname, 'drive.py'),
    ...['--template', template, '--endpoint', url, '--language', language],
    ...(suite === undefined ? [] : ['--suite', suite]),
    ...(options.requirements === undefined ? [] : ['--requirements', resolve(options.requirements)]),
    ...(options.histories === undefined ? [] : ['--histories', resolve(options.histories, language)]),
  ];
  const child = spawn(options.python, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  return { stdout: child.stdout, said: () => said };
}

function byId(a: RequirementResult, b: RequirementResult): number {
  return a.id.localeCompare(b.id, 'en', { numeric: true });
}
