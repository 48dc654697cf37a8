import * as z from 'zod/mini';
import { type Command, type Completion, type Flag, flag } from './command.ts';
import { isVariadic, longName } from './input.ts';

/** An option under which AWS's own commands know an argument or option of ours. */
export interface LongSpelling {
  readonly flag: Flag;
  readonly of: 'arguments' | 'options';
  /** Which of them. */
  readonly name: string;
}

const awsFlags = [
  ['callback', '--callback-id <id>'],
  ['execution', '--durable-execution-arn <arn>'],
  ['function', '--function-name <name>'],
] as const satisfies readonly (readonly [Completion, string])[];

/** Those that a command takes: where something is a callback, an execution or a function. */
export function longSpellings(command: Command): readonly LongSpelling[] {
  const own = Object.values(command.options).map(({ flags }) => longName(flags));
  return awsFlags.flatMap(([kind, flags]) => {
    const target = own.includes(longName(flags)) ? undefined : targetOf(command, kind);
    return target
      ? [
          {
            ...target,
            flag: flag(target.isVariadic ? `${flags}...` : flags, '', z.unknown(), kind),
          },
        ]
      : [];
  });
}

function targetOf(command: Command, kind: Completion) {
  const argument = Object.entries(command.arguments).find(([, { complete }]) => complete === kind);
  if (argument) return { of: 'arguments', name: argument[0], isVariadic: isVariadic(argument[1]) } as const;
  const option = Object.entries(command.options).find(([, { complete }]) => complete === kind);
  return option && ({ of: 'options', name: option[0], isVariadic: false } as const);
}
