import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { argument, type Context, command, flag, type Result } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import type { Emulator, FunctionDefinition, StateOptions } from '../emulator/emulator.ts';
import { defaultPlace } from '../model/arn.ts';
import { defaultPort } from '../model/default-port.ts';
import { fewFunctions } from '../model/few-functions.ts';
import { emulateFailure } from './emulating/emulate-failure.ts';
import { definitionsOf, type EmulatedInput } from './emulating/emulated-functions.ts';
import { emulatorBanner } from './emulating/emulator-banner.ts';
import { announce } from './emulating/running-emulator.ts';
import { templateCode } from './emulating/template-code.ts';
import { templatedFunctions, tolerating } from './emulating/templated-functions.ts';
import type { RunningEmulator } from './output/setting.ts';
import { countValue } from './values/count-value.ts';
import { durationValue } from './values/duration-value.ts';
import { portValue } from './values/port-value.ts';
import { given } from './values/text-value.ts';
import { heldLog } from './working/held-log.ts';

const words = z._default(z.array(z.string()), []);

const graceMilliseconds = 5000;

export const emulate = command({
  name: 'emulate',
  summary: 'run durable functions here, without AWS and without Docker',
  examples: [
    'durcb emulate ./handler.ts',
    'durcb emulate orders=src/orders.handler pay=pay.py:handler --port 0 -o json',
    "durcb emulate ./handler.ts --plain mailer=mailer.mjs --plain legacy='cmd: ./bootstrap'",
    'durcb emulate --template template.yaml --parameter Stage=test',
  ],
  arguments: {
    handlers: argument(
      '[handler...]',
      "FILE, NAME=FILE, NAME=FILE:EXPORT, NAME='cmd: PROGRAM' or NAME=URL; none: those of durcb.json",
      words,
      'file',
    ),
  },
  options: {
    plain: flag(
      '--plain <handler>...',
      'a function that is not durable, for others to invoke',
      words,
      'file',
    ),
    template: flag(
      '--template <file>...',
      'a SAM or CloudFormation template, whose functions are served',
      words,
      'file',
    ),
    parameter: flag('--parameter <value>...', 'NAME=VALUE, a parameter of the templates', words),
    empty: flag('--empty', 'serve no handlers, only functions that are deployed to it', given),
    port: flag(
      '--port <number>',
      `where to listen, 0 for a free port (default ${defaultPort})`,
      z.optional(portValue),
    ),
    host: flag('--host <address>', 'address to listen on (default 127.0.0.1)', z.optional(z.string())),
    state: flag(
      '--state <directory>',
      'where the state is kept, or "memory" (default .durcb/state)',
      z.optional(z.string()),
      'file',
    ),
    reset: flag('--reset', 'forget the state of earlier runs first', given),
    reindex: flag('--reindex', 'compute the index of the state again from its events first', given),
    readyFile: flag(
      '--ready-file <file>',
      'write the address there once requests are accepted',
      z.optional(z.string()),
      'file',
    ),
    timeout: flag('--timeout <duration>', 'longest invocation (default 1m)', z.optional(durationValue)),
    executionTimeout: flag(
      '--execution-timeout <duration>',
      'longest execution (default 7d; synchronous invokes need 15m or less)',
      z.optional(durationValue),
    ),
    env: flag('--env <variable>...', 'NAME=VALUE for the functions', words),
    maxFailures: flag(
      '--max-failures <count>',
      'failed invocations in a row that fail an execution (default 5)',
      z.optional(countValue),
    ),
    noLimits: flag('--no-limits', "lift the service's quotas: sizes and counts, not the protocol", given),
  },
  async run(context, input): Promise<Result> {
    refuseInVain(context, input);
    const state = stateOf(context, input);
    warnAboutHost(context, input.host);
    const { functions, emulator } = await start(context, input, state).catch(emulateFailure);
    return serve(context, emulator, functions, state, input.readyFile);
  },
});

// What would be left undone had better not be asked for.
function refuseInVain({ config }: Context, input: EmulateInput): void {
  const { state, reset, reindex, empty, handlers, plain, template } = input;
  if (empty && [handlers, plain, template].some((given) => given.length > 0))
    throw usageFailure('--empty serves no handlers', 'leave it out, or leave out the handlers');
  if (config.query !== undefined)
    throw usageFailure('emulate has nothing for --query to pick from', 'use -o json and jq, or leave it out');
  if (state === 'memory' && (reset || reindex))
    throw usageFailure(
      `--state memory has nothing to ${reset ? 'reset' : 'reindex'}`,
      `leave out --${reset ? 'reset' : 'reindex'}, or name a directory`,
    );
}

async function start(context: Context, input: EmulateInput, state: StateOptions) {
  const { codeDirectoryOf } = await import('../emulator/emulator.ts');
  const code = templateCode(codeDirectoryOf(state), context.workingDirectory);
  try {
    const { functions, emulator } = await startWith(context, input, state, code.directory);
    const close = (grace?: number) => emulator.close(grace).finally(code.clear);
    return { functions, emulator: { ...emulator, close } };
  } catch (error) {
    code.clear();
    throw error;
  }
}

async function startWith(context: Context, input: EmulateInput, state: StateOptions, codeDirectory: string) {
  const { startEmulator, ...handlers } = await import('../emulator/emulator.ts');
  const place = { ...defaultPlace, region: regionOf(context) };
  const templated = await templatedFunctions(context, input, place, codeDirectory);
  const functions = definitionsOf(context, input, handlers, templated);
  const { io, config, clock, environment, version, signal } = context;
  // If a function cannot be served, one line says why; what else it printed is for who asks.
  const functionLog = heldLog((line) => io.note(line));
  if (config.verbose) functionLog.release();
  const emulator = await startEmulator({
    functions,
    state,
    clock,
    environment,
    version,
    signal,
    host: input.host ?? '127.0.0.1',
    port: input.port ?? defaultPort,
    python: environment.DURCB_PYTHON,
    place,
    // More, started some at a time, would keep whoever waits for the emulator waiting too long.
    warm: functions.length <= fewFunctions,
    onUnusable: tolerating(templated, context),
    maxInvocationFailures: input.maxFailures ?? 5,
    limits: !input.noLimits,
    functionLog: (name, line) => functionLog.add(`${name} | ${line}`),
    log: (line) => io.note(`durcb: ${line}`),
    requestLog: config.verbose ? (line) => io.note(line) : () => {},
  });
  functionLog.release();
  return { functions, emulator };
}

const regionOf = ({ config }: Context): string => config.region ?? defaultPlace.region;

interface EmulateInput extends EmulatedInput {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly maxFailures?: number | undefined;
  readonly noLimits?: boolean | undefined;
  readonly state?: string | undefined;
  readonly reset?: boolean | undefined;
  readonly reindex?: boolean | undefined;
}

function stateOf(
  context: Context,
  { state = '.durcb/state', reset = false, reindex = false }: EmulateInput,
): StateOptions {
  if (state === 'memory') return { kind: 'memory' };
  return {
    kind: 'directory',
    directory: resolve(context.workingDirectory, state),
    reset,
    reindex,
  };
}

function warnAboutHost({ io }: Context, host = '127.0.0.1'): void {
  if (['127.0.0.1', '::1', 'localhost'].includes(host)) return;
  io.note(
    `durcb: warning: listening on ${host}; whoever reaches it can run the functions and answer callbacks`,
  );
}

/** Says where it is reached, goes on until it is interrupted, and then lets running invocations end. */
async function serve(
  context: Context,
  emulator: Emulator,
  functions: readonly FunctionDefinition[],
  state: StateOptions,
  readyFile: string | undefined,
): Promise<Result> {
  const running: RunningEmulator = {
    Url: emulator.url,
    Port: emulator.port,
    Pid: emulator.pid,
    StateDirectory: state.kind === 'memory' ? undefined : state.directory,
    Functions: functions.map(({ name }) => name),
  };
  const withdraw = await announceOrClose(context, emulator, running, readyFile);
  const isJson = ['json', 'jsonl'].includes(context.config.output);
  return {
    kind: 'text',
    text: isJson ? JSON.stringify(running) : running.Url,
    async afterwards() {
      if (context.io.stderr.isTerminal)
        context.io.note(emulatorBanner(running, functions, regionOf(context)));
      await interrupted(context.signal);
      const kept = state.kind === 'memory' ? 'the state in memory goes' : 'the state is safe';
      context.io.note(`durcb: stopping; running invocations have five seconds, ${kept}`);
      withdraw();
      noteLost(context, await emulator.close(graceMilliseconds));
    },
  };
}

async function announceOrClose(
  context: Context,
  emulator: Emulator,
  running: RunningEmulator,
  readyFile: string | undefined,
): Promise<() => void> {
  try {
    return announce(context, running, readyFile);
  } catch (error) {
    await emulator.close();
    throw error;
  }
}

function noteLost({ io }: Context, count: number): void {
  if (count === 0) return;
  const what = count === 1 ? '1 invocation was' : `${count} invocations were`;
  io.note(`durcb: ${what} cut off; those of durable executions run again at the next start`);
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
