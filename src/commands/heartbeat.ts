import * as z from 'zod/mini';
import { argument, type Context, command, flag } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import { readSource } from '../cli/payload.ts';
import { explainCallbackError } from '../lambda/callback-error.ts';
import type { Lambda } from '../lambda/client.ts';
import { type CallbackTarget, callbackOptions, callbackTargets } from './answering/callback-target.ts';
import { beatRow } from './beating/beat.ts';
import { beatingLimits, endOfBeating } from './beating/beating-limits.ts';
import { heartbeatLoop } from './beating/heartbeat-loop.ts';
import { type HeartbeatPlan, heartbeatPlans } from './beating/heartbeat-plan.ts';
import { watchLasting } from './beating/lasting.ts';
import { tellBeats } from './beating/tell-beats.ts';
import { column, idOf } from './column.ts';
import { nothingToDo } from './nothing-to-do.ts';
import type { Beat } from './output/heartbeat.ts';
import { mergeLive } from './tailing/merge-live.ts';
import { intervalValue } from './values/interval-value.ts';
import { linesOf, stdinLines } from './values/stdin-lines.ts';
import { textValue } from './values/text-value.ts';

export const heartbeat = command({
  name: 'heartbeat',
  summary: 'keep callbacks alive: one beat, or with --every until they are answered; histories show no beats',
  examples: [
    'durcb heartbeat Y2FsbGJhY2s=                          one beat',
    'durcb heartbeat Y2FsbGJhY2s= --every auto             a third of its heartbeat timeout apart',
    'durcb heartbeat --execution @last --callback render --every 30s --until 18:00',
    'durcb heartbeat Y2FsbGJhY2s= --every auto --while-pid 4711   as long as that process runs',
    'durcb heartbeat Y2FsbGJhY2s= --every 1m --while-port 8080    as long as something listens there',
    'durcb pending --function render -o id | durcb heartbeat - --every 30s -o jsonl',
  ],
  arguments: {
    callbacks: argument(
      '[callback...]',
      'callback ids, or - to read them from stdin (default: $DURCB_CALLBACK_ID)',
      z._default(z.array(z.string()), []),
      'callback',
    ),
  },
  options: {
    ...callbackOptions,
    every: flag(
      '--every <interval>',
      'go on beating: auto, or a duration such as 30s',
      z.optional(intervalValue),
    ),
    ...beatingLimits,
    from: flag('--from <file>', 'callback ids, one a line, besides those given', textValue, 'file'),
  },
  async run(context, input) {
    const { every } = input;
    const until = endOfBeating(every, input, context.clock.now());
    const callbacks = await idsIn(context, input);
    if (callbacks?.length === 0) return nothingToDo(context, 'there is no callback id');
    const lambda = await context.lambda();
    const targets = await callbackTargets(context, lambda, { ...input, callbacks: callbacks ?? [] });
    const lasting = await watchLasting(context, input);
    const signal = AbortSignal.any([context.signal, lasting.ended]);
    const beating = { ...context, signal };
    const planOf = every === undefined ? undefined : heartbeatPlans(beating, lambda, every, until);
    const beatsOf = (target: CallbackTarget) =>
      planOf ? beatOn(beating, lambda, target, planOf) : beatOnce(beating, lambda, target);
    // People know the only one; its id under every beat would tell them nothing.
    const isTold = targets.length > 1 || context.config.output !== 'table';
    return {
      kind: 'rows',
      columns: [
        column('time', 'Derived.At'),
        column('beat', 'Derived.Beat'),
        column('next', 'Derived.Next'),
        ...(isTold ? [column('callback', 'CallbackId')] : []),
      ],
      rows: tellBeats(context, together(beating, targets.map(beatsOf)), lasting, every !== undefined),
      live: true,
      id: idOf('CallbackId'),
    };
  },
});

/** What is named on the command line, on stdin and in a file; undefined where nothing of the kind is asked for. */
async function idsIn(
  context: Context,
  { callbacks, from }: { readonly callbacks: readonly string[]; readonly from: string | undefined },
): Promise<readonly string[] | undefined> {
  if (callbacks.length === 0 && from === undefined) return undefined;
  const given = callbacks.map(async (text) => (text === '-' ? stdinLines(context) : [text]));
  const read = from === undefined ? [] : linesOf(await readSource(from, '--from', context));
  return [...(await Promise.all(given)).flat(), ...read];
}

async function* beatOnce(
  { clock, signal }: Context,
  lambda: Lambda,
  { CallbackId, scope }: CallbackTarget,
): AsyncGenerator<Beat> {
  try {
    await lambda.sendHeartbeat({ CallbackId }, signal);
  } catch (error) {
    throw await explainCallbackError(lambda, CallbackId, scope, error, signal);
  }
  yield beatRow(CallbackId, 1, clock.now());
}

async function* beatOn(
  context: Context,
  lambda: Lambda,
  target: CallbackTarget,
  planOf: (target: CallbackTarget) => Promise<HeartbeatPlan>,
): AsyncGenerator<Beat> {
  yield* heartbeatLoop(context, lambda, target, await planOf(target));
}

// One callback's end must not let the others die.
async function* together(
  { io, signal }: Context,
  sources: readonly AsyncGenerator<Beat>[],
): AsyncGenerator<Beat> {
  const [only] = sources;
  if (only && sources.length === 1) return yield* only;
  const failures: Failure[] = [];
  async function* guarded(source: AsyncGenerator<Beat>): AsyncGenerator<Beat> {
    try {
      yield* source;
    } catch (error) {
      if (signal.aborted || !(error instanceof Failure)) throw error;
      io.note(`durcb: ${error.message}`);
      failures.push(error);
    }
  }
  yield* mergeLive(sources.map(guarded));
  const [first] = failures;
  if (!first) return;
  const { code, exitCode, hint } = first;
  const message = `${failures.length} of ${sources.length} callbacks could not be kept alive, the first: ${first.message}`;
  throw new Failure({ code, exitCode, hint, message, cause: first });
}
