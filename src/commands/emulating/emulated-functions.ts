import { dirname } from 'node:path';
import type { Context } from '../../cli/command.ts';
import type { ConfiguredFunction } from '../../cli/config-file.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import type * as emulator from '../../emulator/emulator.ts';
import type { FunctionDefinition } from '../../emulator/emulator.ts';
import type { TemplateFunction } from '../../emulator/template/read-template.ts';
import { defaultTimeout, functionDefaults } from '../../model/function-defaults.ts';
import { limits } from '../../model/limits.ts';
import type { TemplatedInput } from './templated-functions.ts';

export interface EmulatedInput extends TemplatedInput {
  readonly handlers: readonly string[];
  readonly plain: readonly string[];
  readonly env: readonly string[];
  /** None of durcb.json either: functions are deployed to it. */
  readonly empty?: boolean | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  /** Milliseconds. */
  readonly executionTimeout?: number | undefined;
}

/** The part of the emulator that reads handlers; loaded by whoever starts one. */
type Handlers = Pick<typeof emulator, 'handlerCode' | 'HandlerError'>;

const defaults = {
  timeoutSeconds: 60,
  executionSeconds: 7 * 86_400,
  memoryMegabytes: 1024,
};

/**
 * The functions to serve: those of the command line and its templates, else those of durcb.json.
 * Throws a HandlerError or a Failure.
 */
export function definitionsOf(
  { config, workingDirectory }: Context,
  input: EmulatedInput,
  handlers: Handlers,
  templated: readonly TemplateFunction[],
): FunctionDefinition[] {
  const environment = variables(input.env);
  const common = { environment, ...times(input) };
  const durable = input.handlers.map((word) => ({
    ...handlers.handlerCode(word, workingDirectory),
    ...common,
  }));
  const plain = input.plain.map((word) => ({
    ...handlers.handlerCode(word, workingDirectory),
    ...common,
    durable: undefined,
  }));
  const configured = Object.entries(config.file?.functions ?? {}).map(([name, about]) =>
    configuredFunction(name, about, common, configuredCode(name, about, config.file?.path ?? '', handlers)),
  );
  const named = [...durable, ...plain, ...templated.map((one) => completed(one, input, common))];
  const isConfigured = named.length === 0 && input.template.length === 0;
  if (isConfigured && input.empty) return [];
  const functions = isConfigured ? configured : named;
  if (functions.length === 0) throw isConfigured ? nothingToServe : nothingInTemplates;
  checkNames(functions);
  return functions;
}

type Common = Omit<FunctionDefinition, 'name' | 'code'>;

function times({ timeout, executionTimeout }: EmulatedInput): Omit<Common, 'environment'> {
  return {
    timeoutSeconds: secondsWithin('--timeout', timeout, limits.functionTimeout) ?? defaults.timeoutSeconds,
    memoryMegabytes: defaults.memoryMegabytes,
    durable: {
      ExecutionTimeout:
        secondsWithin('--execution-timeout', executionTimeout, limits.executionTimeout) ??
        defaults.executionSeconds,
      RetentionPeriodInDays: functionDefaults.retentionDays,
    },
  };
}

function completed(
  { timeoutSeconds, memoryMegabytes, durable: settings, environment, ...rest }: TemplateFunction,
  { timeout }: EmulatedInput,
  common: Common,
): FunctionDefinition {
  const durable = settings && common.durable && { ...common.durable, ...settings };
  const given = timeout === undefined ? defaultTimeout(durable) : common.timeoutSeconds;
  return {
    ...rest,
    environment: { ...environment, ...common.environment },
    timeoutSeconds: timeoutSeconds ?? given,
    memoryMegabytes: memoryMegabytes ?? functionDefaults.megabytes,
    durable,
  };
}

function secondsWithin(
  option: string,
  milliseconds: number | undefined,
  longest: number,
): number | undefined {
  if (milliseconds === undefined) return undefined;
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds >= 1 && seconds <= longest) return seconds;
  throw usage(`${option} is ${seconds} seconds`, `give 1 to ${longest} seconds`);
}

function configuredFunction(
  name: string,
  about: ConfiguredFunction,
  common: Common,
  code: FunctionDefinition['code'],
): FunctionDefinition {
  const { executionTimeout, retentionPeriodInDays } = about.durableConfig ?? {};
  const durable = common.durable && {
    ExecutionTimeout: executionTimeout ?? common.durable.ExecutionTimeout,
    RetentionPeriodInDays: retentionPeriodInDays ?? common.durable.RetentionPeriodInDays,
  };
  return {
    name,
    code,
    environment: { ...about.environment, ...common.environment },
    timeoutSeconds: about.timeout ?? common.timeoutSeconds,
    memoryMegabytes: about.memory ?? common.memoryMegabytes,
    durable: about.durable === false ? undefined : durable,
    runtime: about.runtime,
    aliases: about.aliases,
  };
}

function configuredCode(
  name: string,
  { handler, runtime }: ConfiguredFunction,
  file: string,
  { handlerCode, HandlerError }: Handlers,
): FunctionDefinition['code'] {
  try {
    const { code } = handlerCode(`${name}=${handler}`, dirname(file));
    if (runtime === undefined || runs(runtime, code.kind)) return code;
    const hint = 'correct the runtime, or leave it out';
    throw new HandlerError('handler-kind', `${runtime} does not run ${handler}`, hint);
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    throw new HandlerError(error.code, `${file}: functions.${name}: ${error.message}`, error.hint);
  }
}

/** Commands and addresses may be of any runtime. */
function runs(runtime: string, kind: FunctionDefinition['code']['kind']): boolean {
  if (kind === 'node') return runtime.startsWith('nodejs');
  return kind !== 'python' || runtime.startsWith('python');
}

function variables(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map(variable));
}

function variable(word: string): [name: string, value: string] {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(word) ?? [];
  if (name === undefined || value === undefined)
    throw usage(
      `--env ${word} is not NAME=VALUE`,
      'a name has letters, digits and _, as in --env STAGE=test',
    );
  return [name, value];
}

function checkNames(functions: readonly FunctionDefinition[]): void {
  const names = functions.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw usage(`two functions are called ${twice}`, 'name one of them: NAME=FILE');
}

function usage(message: string, hint: string): Failure {
  return new Failure({ code: 'usage', message, hint, exitCode: exitCodes.usage });
}

const nothingInTemplates = usage(
  'no function of the templates can be served here',
  'see the warnings, and give handlers for those that you need',
);

const nothingToServe = usage(
  'no handler to serve',
  'give one, as in durcb emulate ./handler.ts; with --empty, functions can be deployed to it',
);
