import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { limits } from '../model/limits.ts';
import { runtimeFamily } from '../model/runtime-family.ts';
import { explainIssue } from './explain-issue.ts';
import { exitCodes, Failure } from './failure.ts';
import { findUpwards } from './find-upwards.ts';
import { colorChoices, httpUrl, outputModes, timeStyles } from './global-options.ts';
import { locateJsonError } from './json-error.ts';
import { nearest } from './nearest.ts';

const durableConfig = z.strictObject({
  executionTimeout: z.optional(
    z
      .int()
      .check(
        z.minimum(1),
        z.maximum(limits.executionTimeout),
        z.describe('Longest execution; seconds (default 7 days).'),
      ),
  ),
  retentionPeriodInDays: z.optional(
    z
      .int()
      .check(
        z.minimum(1),
        z.maximum(limits.retentionDays),
        z.describe('How long an ended execution is kept; days (default 14).'),
      ),
  ),
});

const aliasName = z
  .string()
  .check(
    z.maxLength(limits.aliasName, `an alias has at most ${limits.aliasName} characters`),
    z.regex(/^(?!\d+$)[\w-]+$/, 'an alias has letters, digits, - or _'),
  );

const versionNumber = z
  .string()
  .check(z.regex(/^(\$LATEST|[1-9]\d*)$/, 'expected "$LATEST" or a number such as "1"'));

const configuredFunction = z.strictObject({
  handler: z
    .string()
    .check(
      z.describe(
        "As on the command line: path/file.handler, module.py:handler, 'cmd: ./bootstrap', or an address.",
      ),
    ),
  runtime: z.optional(
    z.string().check(
      z.refine((name) => runtimeFamily(name) !== undefined, 'unknown runtime'),
      z.describe('As AWS names it: nodejs24.x, python3.13.'),
    ),
  ),
  aliases: z.optional(
    z.record(aliasName, versionNumber).check(z.describe('Versions by alias: {"live": "1"}.')),
  ),
  environment: z.optional(
    z.record(z.string(), z.string()).check(z.describe('Environment variables of the function.')),
  ),
  timeout: z.optional(
    z
      .int()
      .check(
        z.minimum(1),
        z.maximum(limits.functionTimeout),
        z.describe('Longest invocation; seconds (default 60).'),
      ),
  ),
  memory: z.optional(
    z
      .int()
      .check(
        z.minimum(limits.leastFunctionMemory),
        z.maximum(limits.functionMemory),
        z.describe('What the function is told that it has; megabytes.'),
      ),
  ),
  durable: z.optional(z.boolean().check(z.describe('false for a function that is not durable.'))),
  durableConfig: z.optional(durableConfig.check(z.describe('Times of its executions.'))),
});

const protection = z.strictObject({
  profiles: z.optional(
    z
      .array(z.string().check(z.minLength(1, 'expected a name')))
      .check(z.describe('Profiles of the AWS configuration: names, or patterns such as prod-*.')),
  ),
  accounts: z.optional(
    z
      .array(z.string().check(z.regex(/^\d{12}$/, 'expected an account number of twelve digits')))
      .check(z.describe('Numbers of AWS accounts.')),
  ),
  requireReason: z.optional(z.boolean().check(z.describe('Whether --reason must be given there.'))),
});

/** What `durcb.json` may say. */
export const configFile = z.strictObject({
  output: z.optional(z.enum(outputModes).check(z.describe('How to print, as --output.'))),
  time: z.optional(z.enum(timeStyles).check(z.describe('How to print times, as --time.'))),
  color: z.optional(z.enum(colorChoices).check(z.describe('When to colour, as --color.'))),
  local: z.optional(z.boolean().check(z.describe('Ask the emulator of this directory, as --local.'))),
  endpointUrl: z.optional(httpUrl.check(z.describe('Ask this endpoint, as --endpoint-url.'))),
  region: z.optional(z.string().check(z.describe('AWS region, as --region.'))),
  profile: z.optional(z.string().check(z.describe('Profile of the AWS configuration, as --profile.'))),
  cache: z.optional(z.boolean().check(z.describe('false keeps nothing of what was read, as --no-cache.'))),
  protected: z.optional(
    protection.check(
      z.refine(
        ({ profiles = [], accounts = [] }) => profiles.length + accounts.length > 0,
        'protects nothing: name profiles or accounts',
      ),
      z.describe(
        'Where durcb asks before it changes anything; of several durcb.json the nearest alone counts.',
      ),
    ),
  ),
  functions: z.optional(
    z
      .record(z.string(), configuredFunction)
      .check(z.describe('What durcb emulate serves, by the names of the functions.')),
  ),
  $schema: z.optional(z.string().check(z.describe('Address of this schema, for editors.'))),
});

export type ConfigFile = z.output<typeof configFile> & { readonly path: string };
export type ConfiguredFunction = z.output<typeof configuredFunction>;

/** The nearest `durcb.json`, from the working directory upwards. */
export function readConfigFile(workingDirectory: string): ConfigFile | undefined {
  const path = findUpwards(workingDirectory, 'durcb.json');
  if (path === undefined) return undefined;
  const parsed = configFile.safeParse(parse(path));
  if (parsed.success) return { ...parsed.data, path };
  throw invalid(path, explain(mostTelling(parsed.error.issues)));
}

function parse(path: string): unknown {
  const text = textOf(path);
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(path, { message: `not JSON: ${locateJsonError(text)}` });
  }
}

// A mistyped key is also a missing one, and the typing mistake says more.
function mostTelling(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  return issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : error}`;
    throw invalid(path, { message, hint: 'move it away, or let it be read' });
  }
}

function explain(issue: z.core.$ZodIssue | undefined): { message: string; hint?: string } {
  const at = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  if (issue?.code !== 'unrecognized_keys') return { message: `${at}${explainIssue(issue)}` };
  const known = knownKeys(issue.path);
  const key = issue.keys.find((one) => nearest(one, known)) ?? issue.keys[0] ?? '';
  const meant = nearest(key, known);
  return {
    message: `${at}unknown key "${key}"`,
    hint: meant ? `did you mean "${meant}"?` : `known: ${known.join(', ')}`,
  };
}

// Objects nest as `protected` and `functions.<name>.durableConfig`, and nowhere else.
function knownKeys(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(configFile.shape);
  if (path[0] === 'protected') return Object.keys(protection.shape);
  return Object.keys(path.length === 2 ? configuredFunction.shape : durableConfig.shape);
}

function invalid(path: string, { message, hint }: { message: string; hint?: string }): Failure {
  return new Failure({
    code: 'invalid-config',
    message: `${path}: ${message}`,
    hint: hint ?? 'correct the file',
    exitCode: exitCodes.usage,
  });
}
