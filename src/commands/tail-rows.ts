import type { Context, Result, Row, Rows } from '../cli/command.ts';
import { type ExitCode, exitCodes, Failure } from '../cli/failure.ts';
import type { Lambda } from '../lambda/client.ts';
import { ExecutionLogs } from '../lambda/execution-logs.ts';
import type { HistoryEvent } from '../lambda/history-event.ts';
import { NewExecutions } from '../lambda/new-executions.ts';
import { type Tail, tailedEvents } from '../lambda/tailed-events.ts';
import { type TailedEvent, TailedExecutions } from '../lambda/tailed-executions.ts';
import { type TailedItem, withLogs } from '../lambda/with-logs.ts';
import { formatDuration } from '../model/time.ts';
import { alsoSaying, sayingItGoesOn } from './also-saying.ts';
import type { PayloadMode } from './event-row.ts';
import { outcomeCode } from './outcome.ts';
import type { PayloadFolder } from './payload-folder.ts';
import { tailColumns } from './tail-columns.ts';
import { tailLambda } from './tail-lambda.ts';
import type { TailPositions } from './tail-positions.ts';
import { lineRow, tailRow } from './tail-row.ts';
import type { TailTargets } from './tail-targets.ts';
import { timeLimit } from './time-limit.ts';
import { TreeLabels } from './tree-labels.ts';

export interface TailLook {
  readonly follow: boolean;
  readonly payload: PayloadMode;
  readonly isWanted: (event: HistoryEvent) => boolean;
  /** Of what has happened so far, only so many. */
  readonly last?: number | undefined;
  /** What ended after it is shown, too. */
  readonly since?: Date | undefined;
  /** With the executions that the watched ones call. */
  readonly children?: boolean | undefined;
  /** With what functions print meanwhile. */
  readonly logs?: boolean | undefined;
  /** Operations under their parents. */
  readonly tree?: boolean | undefined;
  /** Where payloads are written. */
  readonly folder?: PayloadFolder | undefined;
  /** Where to begin, and where to write how far it got. */
  readonly positions?: TailPositions | undefined;
  /** Milliseconds after which nobody follows any more. */
  readonly timeout?: number | undefined;
}

type Surroundings = Pick<Context, 'clock' | 'signal'> & Partial<Pick<Context, 'io' | 'config'>>;

/** The events of executions, a row each as they happen; the exit code is the outcome of those that were asked for by name. */
export function tailRows(
  context: Surroundings,
  lambda: Lambda,
  { executions: given, functions }: TailTargets,
  look: TailLook,
): Extract<Result, Rows> {
  const { clock } = context;
  const { positions } = look;
  const executions = new TailedExecutions();
  const watches = functions.map((name) => new NewExecutions(clock, name, positions?.newestOf(name)));
  positions?.watch(executions, watches);
  for (const arn of given) executions.add(arn);
  let exitCode: ExitCode = exitCodes.done;
  const labels = look.tree ? new TreeLabels() : undefined;
  const query = {
    ...look,
    executions,
    functions: watches,
    liveLambda: tailLambda(context, lambda, functions.length > 0),
    onGone: functions.length > 0 ? sayingItIsGone(context) : undefined,
    withChildren: look.children ?? false,
    onRead: labels && ((one: TailedEvent) => labels.see(one)),
  };
  const rowLook = { payload: look.payload, executions, labels, folder: look.folder };
  async function* rowsOf(batches: AsyncGenerator<readonly TailedItem[]>): AsyncGenerator<Row> {
    for await (const items of batches) {
      for (const one of items) {
        if ('line' in one) {
          if (!look.since || one.time > look.since.getTime()) yield lineRow(one, rowLook);
          continue;
        }
        if (look.isWanted(one.event)) yield tailRow(one, rowLook);
        positions?.printed(one);
      }
      positions?.pause();
    }
  }
  async function* rows(): AsyncGenerator<Row> {
    const { signal, stop } = timeLimit(context, look.timeout, timeIsUp);
    try {
      const events = tailedEvents(lambda, clock, query, signal);
      const tail = look.logs ? tailWithLogs(context, lambda, events, executions, signal) : events;
      yield* rowsOf(tail.soFar());
      positions?.caughtUp();
      if (look.follow) yield* rowsOf(tail.live());
      exitCode = await outcomeOf(lambda, given, signal);
    } catch (error) {
      throw look.follow ? sayingTheyGoOn(error, executions, signal) : error;
    } finally {
      positions?.end();
      stop();
    }
  }
  const isOne = given.length === 1 && functions.length === 0 && !look.children;
  return {
    kind: 'rows',
    columns: tailColumns({
      isOne,
      isTree: labels !== undefined,
      hasLogs: look.logs ?? false,
      isForPeople: context.config?.output === 'table',
    }),
    rows: rows(),
    live: true,
    id: (row) => String(row.EventId ?? row.LogEventId ?? ''),
    exitCode: () => exitCode,
  };
}

function tailWithLogs(
  { clock, io }: Surroundings,
  lambda: Lambda,
  tail: Tail<TailedEvent>,
  executions: TailedExecutions,
  signal: AbortSignal,
): Tail<TailedItem> {
  const logs = new ExecutionLogs(lambda, clock, executions, (group, error) => {
    const reason = error instanceof Error ? error.message : String(error);
    io?.note(`durcb: warning: the log group ${group} cannot be read: ${reason}; the events go on without`);
  });
  return withLogs({ tail, logs, executions, clock, lateness: lambda.isLocal ? 0 : 5_000 }, signal);
}

/** Of the first, in the order they were asked for, that did not succeed. */
async function outcomeOf(lambda: Lambda, given: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  for (const DurableExecutionArn of given) {
    const query = { DurableExecutionArn, IncludeExecutionData: false };
    const code = outcomeCode((await lambda.getDurableExecution(query, signal)).Status);
    if (code !== exitCodes.done) return code;
  }
  return exitCodes.done;
}

function sayingTheyGoOn(error: unknown, { open }: TailedExecutions, signal: AbortSignal): unknown {
  const [first, ...others] = open;
  if (!first || others.length === 0)
    return first ? sayingItGoesOn(error, first.DurableExecutionArn, signal) : error;
  return signal.aborted ? alsoSaying(error, `${open.length} executions go on`) : error;
}

// What ended and was forgotten while nobody could ask is no reason to watch the others no more.
const sayingItIsGone =
  ({ io }: Surroundings) =>
  (DurableExecutionArn: string): void =>
    io?.note(`durcb: warning: there is no execution ${DurableExecutionArn} any more`);

const timeIsUp = (milliseconds: number): Failure =>
  new Failure({
    code: 'timeout',
    message: `the time is up after ${formatDuration(milliseconds)}`,
    exitCode: exitCodes.timedOut,
  });
