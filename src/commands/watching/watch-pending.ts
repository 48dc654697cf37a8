import type { Context, Result, Rows } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import type { CallbackScope } from '../../lambda/callbacks.ts';
import type { Lambda } from '../../lambda/client.ts';
import { patientLambda } from '../../lambda/patient-lambda.ts';
import type { CallbackChange } from '../../lambda/watch/callback-change.ts';
import { watchCallbacks } from '../../lambda/watch/watch-callbacks.ts';
import { formatDuration } from '../../model/time.ts';
import { alsoSaying } from '../also-saying.ts';
import { idOf } from '../column.ts';
import type { WatchedRow } from '../output/watched.ts';
import { type PendingFilter, pendingFilter } from '../pending-filter.ts';
import { timeLimit } from '../time-limit.ts';
import { rowsWhere, type Where } from '../where.ts';
import { EventQueue } from './event-queue.ts';
import { watchEvents } from './watch-events.ts';
import { type WatchEvent, WatchLedger } from './watch-ledger.ts';
import { watchColumns, watchRow } from './watch-row.ts';

export interface WatchOptions extends PendingFilter {
  readonly exec: string | undefined;
  readonly exitWhenAny: true | undefined;
  readonly failIfAny: true | undefined;
  /** Milliseconds. */
  readonly timeout: number | undefined;
}

interface Watching {
  readonly lambda: Lambda;
  readonly scope: CallbackScope;
  readonly where: Where | undefined;
}

/** What happens to callbacks from now on, a row for each thing. */
export function watchPending(
  context: Context,
  watching: Watching,
  options: WatchOptions,
): Extract<Result, Rows> {
  const count: Count = { opened: 0, closed: 0, expiring: 0 };
  const isMatch = ({ kind }: WatchEvent) =>
    kind === (options.exitWhenAny && options.expiringWithin !== undefined ? 'expiring' : 'opened');
  let hasMatch = false;
  async function* rows(): AsyncGenerator<WatchedRow> {
    // There may be nothing else to see for hours.
    if (context.io.stdout.isTerminal) context.io.note('durcb: watching; Ctrl-C ends it');
    const limit = timeLimit(context, options.timeout, (time) => timeIsUp(time, options));
    const { signal } = limit;
    const queue = options.exec === undefined ? undefined : new EventQueue(context, options.exec, signal);
    try {
      for await (const event of eventsOf({ ...context, signal }, watching, options)) {
        count[event.kind]++;
        hasMatch ||= isMatch(event);
        if (options.exitWhenAny && !isMatch(event)) continue;
        const row = watchRow(event, context.clock.now());
        queue?.add(row);
        if (context.config.output !== 'id' || isMatch(event)) yield row;
        if (options.exitWhenAny) break;
      }
      await queue?.end();
      signal.throwIfAborted();
      if (options.exitWhenAny && !hasMatch && !options.failIfAny) throw neverMatched();
    } catch (error) {
      throw signal.aborted ? alsoSaying(error, sentence(count, await queue?.end())) : error;
    } finally {
      limit.stop();
      await queue?.end();
    }
  }
  return {
    kind: 'rows',
    columns: watchColumns(context.config.output === 'table'),
    rows: rows(),
    live: true,
    id: idOf('CallbackId'),
    exitCode: () => (options.failIfAny && hasMatch ? exitCodes.conditionMet : exitCodes.done),
  };
}

async function* eventsOf(
  { clock, io, signal }: Context,
  { lambda, scope, where }: Watching,
  filter: PendingFilter,
): AsyncGenerator<WatchEvent> {
  const patient = patientLambda(lambda, clock, {
    began: (error) => io.note(`durcb: warning: ${messageOf(error)}; the watch goes on when it answers again`),
    ended: (time) => io.note(`durcb: it answers again, after ${formatDuration(time)}; nothing is missed`),
  });
  // Who has seen enough asks no more.
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const changes = watchCallbacks(patient, clock, scope, either);
  const fitting = changesWhere(changes, { where, filter }, patient, () => clock.now(), either);
  try {
    yield* watchEvents(fitting, new WatchLedger(filter), clock);
  } finally {
    over.abort();
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

interface Conditions {
  readonly where: Where | undefined;
  readonly filter: PendingFilter;
}

async function* changesWhere(
  changes: AsyncGenerator<CallbackChange>,
  { where, filter }: Conditions,
  lambda: Lambda,
  now: () => number,
  signal: AbortSignal,
): AsyncGenerator<CallbackChange> {
  if (!where) return yield* changes;
  const isNamed = pendingFilter({ ...filter, olderThan: undefined, expiringWithin: undefined }, now());
  for await (const change of changes) {
    if (change.kind === 'closed') yield change;
    else if (isNamed(change.callback))
      for await (const _ of rowsWhere(once(watchRow(change, now())), where, lambda, signal)) yield change;
  }
}

async function* once<Item>(item: Item): AsyncGenerator<Item> {
  yield item;
}

type Count = Record<WatchEvent['kind'], number>;

function sentence({ opened, closed, expiring }: Count, left = 0): string {
  const seen = `seen: ${opened} opened, ${closed} closed, ${expiring} expiring`;
  return left > 0 ? `${seen}; ${left} ${left === 1 ? 'was' : 'were'} not handed to --exec` : seen;
}

const timeIsUp = (milliseconds: number, { exitWhenAny }: WatchOptions): Failure =>
  new Failure({
    code: 'timeout',
    message: `${exitWhenAny ? 'no callback matched within' : 'the watch has ended after'} ${formatDuration(milliseconds)}`,
    hint: 'durcb pending lists what waits now',
    exitCode: exitCodes.timedOut,
  });

const neverMatched = (): Failure =>
  new Failure({
    code: 'condition-not-met',
    message: 'the execution has ended, and no callback matched',
    hint: 'durcb history shows what happened',
  });
