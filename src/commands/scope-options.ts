import * as z from 'zod/mini';
import { flag } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import { type FunctionScope, type FunctionTag, stackTag } from '../lambda/function-scope.ts';
import { textValue } from './values/text-value.ts';

/** Choose functions where a name or a pattern does not. */
export const scopeOptions = {
  tag: flag(
    '--tag <tag>...',
    'functions with that tag, KEY=VALUE or KEY; repeated, with all of them',
    z._default(z.array(z.string()), []),
  ),
  stack: flag('--stack <name>', 'functions of that CloudFormation stack', textValue),
};

interface ScopeInput {
  readonly tag: readonly string[];
  readonly stack: string | undefined;
}

/** The functions that the options and a name, ARN or pattern choose. Throws a usage failure for what is no tag. */
export function scopeOf(functionName: string | undefined, { tag, stack }: ScopeInput): FunctionScope {
  const ofStack = stack === undefined ? [] : [{ key: stackTag, value: stack }];
  return { functionName, tags: [...tag.map(tagOf), ...ofStack] };
}

/** Refuses them beside an execution, which is of one function. */
export function refuseScope({ tag, stack }: ScopeInput): void {
  if (tag.length === 0 && stack === undefined) return;
  throw usageFailure(
    '--execution names one execution, and --tag and --stack choose functions',
    'leave one out',
  );
}

// A key may have more than letters, but no tool writes one with an equals sign.
function tagOf(text: string): FunctionTag {
  const at = text.indexOf('=');
  const key = at < 0 ? text : text.slice(0, at);
  if (key === '') throw usageFailure(`--tag ${text} has no key`, 'give KEY=VALUE or KEY');
  return { key, value: at < 0 ? undefined : text.slice(at + 1) };
}
