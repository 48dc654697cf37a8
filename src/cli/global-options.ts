import * as z from 'zod/mini';
import { defaultPort } from '../model/default-port.ts';
import { flag } from './command.ts';
import { given } from './given.ts';
import { checkFlag } from './input.ts';

export const outputModes = ['table', 'tsv', 'json', 'jsonl', 'id', 'none'] as const;
export type OutputMode = (typeof outputModes)[number];

export const timeStyles = ['relative', 'iso', 'local', 'epoch'] as const;
export type TimeStyle = (typeof timeStyles)[number];

export const colorChoices = ['auto', 'always', 'never'] as const;
export type ColorChoice = (typeof colorChoices)[number];

export const httpUrl = z
  .url({
    protocol: /^https?$/,
    error: `expected an address such as http://127.0.0.1:${defaultPort}`,
  })
  // It is shown in questions, and kept in the log of actions.
  .check(
    z.refine((text) => !/^[^/]*\/\/[^/?#]*@/.test(text), 'expected an address without user and password'),
  );

/** The options that every sub-command has. */
export const globalOptions = {
  output: flag(
    '-o, --output <mode>',
    'how to print: table on a terminal, else tsv',
    z.optional(z.enum(outputModes)),
    outputModes,
  ),
  null: flag('-0, --null', 'end each id with NUL instead of a newline, for xargs -0; means -o id', given),
  query: flag(
    '--query <jmespath>',
    'pick by JMESPath: from the document (json) or each row',
    z.optional(z.string()),
  ),
  time: flag(
    '--time <style>',
    'how to print times: relative on a terminal, else iso',
    z.optional(z.enum(timeStyles)),
    timeStyles,
  ),
  color: flag('--color <when>', 'when to colour', z.optional(z.enum(colorChoices)), colorChoices),
  local: flag('--local', 'ask the emulator of this directory', given),
  endpointUrl: flag('--endpoint-url <url>', 'ask this endpoint', z.optional(httpUrl)),
  region: flag('--region <region>', 'AWS region', z.optional(z.string())),
  profile: flag('--profile <name>', 'profile of the AWS configuration', z.optional(z.string()), 'profile'),
  quiet: flag('--quiet', 'no notes on stderr', given),
  verbose: flag(
    '--verbose',
    'stack traces, the calls it took and the requests an emulator gets, on stderr',
    given,
  ),
  noInput: flag('--no-input', 'never ask anything', given),
  noCache: flag('--no-cache', 'read histories anew, and keep nothing of them', given),
};

/** What the global options were given as; undefined where they were not. */
export type GlobalInput = {
  readonly [Name in keyof typeof globalOptions]: z.output<(typeof globalOptions)[Name]['schema']>;
};

/** Throws a usage failure that names the option at fault. */
export function checkGlobals(typed: Readonly<Record<string, unknown>>): GlobalInput {
  return {
    output: checkFlag(globalOptions.output, typed.output),
    null: checkFlag(globalOptions.null, typed.null),
    query: checkFlag(globalOptions.query, typed.query),
    time: checkFlag(globalOptions.time, typed.time),
    color: checkFlag(globalOptions.color, typed.color),
    local: checkFlag(globalOptions.local, typed.local),
    endpointUrl: checkFlag(globalOptions.endpointUrl, typed.endpointUrl),
    region: checkFlag(globalOptions.region, typed.region),
    profile: checkFlag(globalOptions.profile, typed.profile),
    quiet: checkFlag(globalOptions.quiet, typed.quiet),
    verbose: checkFlag(globalOptions.verbose, typed.verbose),
    noInput: checkFlag(globalOptions.noInput, typed.noInput),
    noCache: checkFlag(globalOptions.noCache, typed.noCache),
  };
}
