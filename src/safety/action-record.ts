import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import * as z from 'zod/mini';
import type { Config } from '../cli/config.ts';
import { Failure } from '../cli/failure.ts';
import type { Io } from '../cli/io.ts';
import { sha256 } from '../cli/payload.ts';
import type { Lambda } from '../lambda/client.ts';
import { type Clock, toIso } from '../model/time.ts';
import type { Action } from './action.ts';
import { type LoggedAction, openActionLog } from './action-log.ts';
import { whereaboutsOf } from './whereabouts.ts';

export interface RecordOptions {
  /** The sub-command's name. */
  readonly command: string;
  readonly clock: Clock;
  readonly io: Pick<Io, 'note'>;
  readonly reason: string | undefined;
  readonly config: Pick<Config, 'profile' | 'actionLog'>;
}

export type Recorder = <Output>(action: Action, call: () => Promise<Output>) => Promise<Output>;

/** Writes down what is done, before and after it; on this machine only what somebody gave a reason for. */
export function recorder(lambda: Lambda, options: RecordOptions): Recorder {
  const { clock, io, reason, config } = options;
  const log = openActionLog(config.actionLog, (why) =>
    io.note(`durcb: warning: what is done cannot be written to the log of actions: ${why}`),
  );
  return async (action, call) => {
    if (lambda.isLocal && reason === undefined) return call();
    const description = await describe(lambda, action, options);
    const add = (Outcome: LoggedAction['Outcome'], more: object = {}) =>
      log.add({ At: toIso(clock.now()), Outcome, ...description, ...more });
    // An action that is never heard of again must have left something behind.
    await add('trying');
    try {
      const output = await call();
      await add('done', answerOf(output));
      return output;
    } catch (error) {
      await add(isRefusal(error) ? 'refused' : 'unknown', faultOf(error));
      throw error;
    }
  };
}

async function describe(
  lambda: Lambda,
  { operation, target, executionName, payload }: Action,
  { command, reason, config }: RecordOptions,
) {
  const identity = await lambda.identity();
  const { functions, accounts, regions } = whereaboutsOf([target]);
  return {
    ActionId: randomUUID(),
    Command: command,
    Operation: operation,
    Reason: reason,
    User: userName(),
    Profile: config.profile,
    Account: accounts[0] ?? identity.account,
    Region: regions[0] ?? identity.region,
    Endpoint: lambda.endpoint,
    FunctionName: functions[0],
    DurableExecutionArn: target.DurableExecutionArn,
    DurableExecutionName: executionName,
    CallbackId: target.CallbackId,
    ...(payload !== undefined && digestOf(payload)),
  };
}

function digestOf(payload: Uint8Array | string) {
  const bytes = Buffer.from(payload);
  return { Bytes: bytes.length, Sha256: sha256(bytes) };
}

// Not everybody who runs a program has a name where it runs.
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

const Answered = z.object({
  $metadata: z.object({ requestId: z.optional(z.string()) }),
  /** Of an execution that was started. */
  DurableExecutionArn: z.optional(z.string()),
});

function answerOf(output: unknown) {
  const { $metadata, DurableExecutionArn } = Answered.safeParse(output).data ?? {};
  return { RequestId: $metadata?.requestId, ...(DurableExecutionArn && { DurableExecutionArn }) };
}

const faultOf = (error: unknown) =>
  error instanceof Failure ? { RequestId: error.requestId, Code: error.code } : {};

// Where the service itself failed, or an answer of it was lost on the way, it may have been done.
const perhapsDone = new Set([
  'unreachable',
  'service-fault',
  'interrupted',
  'terminated',
  'hung-up',
  'closed-pipe',
]);

const isRefusal = (error: unknown): boolean =>
  error instanceof Failure && error.attempts === 1 && !perhapsDone.has(error.code);
