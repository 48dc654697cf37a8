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
  /** Seconds. */
  executionTimeout: z.optional(z.int().check(z.minimum(1), z.maximum(limits.executionTimeout))),
  retentionPeriodInDays: z.optional(z.int().check(z.minimum(1), z.maximum(limits.retentionDays))),
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
  /** As on the command line: `path/file.handler`, `module.py:handler`, `cmd: ./bootstrap`, an address. */
  handler: z.string(),
  /** As AWS names it: `nodejs24.x`, `python3.13`. */
  runtime: z.optional(
    z.string().check(z.refine((name) => runtimeFamily(name) !== undefined, 'unknown runtime')),
  ),
  /** Versions by alias: `{"live": "1"}`. */
  aliases: z.optional(z.record(aliasName, versionNumber)),
  environment: z.optional(z.record(z.string(), z.string())),
  /** Seconds. */
  timeout: z.optional(z.int().check(z.minimum(1), z.maximum(limits.functionTimeout))),
  /** Megabytes. */
  memory: z.optional(z.int().check(z.minimum(limits.leastFunctionMemory), z.maximum(limits.functionMemory))),
  /** `false` for a function that is not durable. */
  durable: z.optional(z.boolean()),
  durableConfig: z.optional(durableConfig),
});

/** What `durcb.json` may say. */
const configFile = z.strictObject({
  output: z.optional(z.enum(outputModes)),
  time: z.optional(z.enum(timeStyles)),
  color: z.optional(z.enum(colorChoices)),
  local: z.optional(z.boolean()),
  endpointUrl: z.optional(httpUrl),
  region: z.optional(z.string()),
  profile: z.optional(z.string()),
  functions: z.optional(z.record(z.string(), configuredFunction)),
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

// Objects nest as `functions.<name>.durableConfig`, and nowhere else.
function knownKeys(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(configFile.shape);
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
