import type { Column, Context, Result, Row, Rows } from '../../cli/command.ts';
import { type ExitCode, exitCodes, Failure } from '../../cli/failure.ts';
import type { Lambda } from '../../lambda/client.ts';
import { ExecutionLogs } from '../../lambda/execution-logs.ts';
import type { HistoryEvent } from '../../lambda/history-event.ts';
import { mapInOrder } from '../../lambda/map-in-order.ts';
import { NewExecutions } from '../../lambda/new-executions.ts';
import { type Tail, tailedEvents } from '../../lambda/tailed-events.ts';
import { type OnGone, type TailedEvent, TailedExecutions } from '../../lambda/tailed-executions.ts';
import { type TailedItem, withLogs } from '../../lambda/with-logs.ts';
import { formatDuration } from '../../model/time.ts';
import { alsoSaying, sayingItGoesOn } from '../also-saying.ts';
import { outcomeCode } from '../looking/outcome.ts';
import type { PayloadFolder } from '../payloads/payload-folder.ts';
import { timeLimit } from '../time-limit.ts';
import type { PayloadMode } from './event-row.ts';
import { tailColumns } from './tail-columns.ts';
import { tailLambda } from './tail-lambda.ts';
import type { TailPositions } from './tail-positions.ts';
import { lineRow, tailRow } from './tail-row.ts';
import type { TailTargets } from './tail-targets.ts';
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
  targets: TailTargets,
  look: TailLook,
): Extract<Result, Rows> {
  const { positions } = look;
  const watch = startWatch(context, targets, look);
  let exitCode: ExitCode = exitCodes.done;
  async function* rows(): AsyncGenerator<Row> {
    const { signal, stop } = timeLimit(context, look.timeout, timeIsUp);
    try {
      const tail = tailOf(context, lambda, watch, look);
      yield* rowsOf(tail.soFar(signal), watch, look);
      watch.executions.printAll();
      positions?.caughtUp();
      if (look.follow) yield* rowsOf(tail.live(signal), watch, look);
      exitCode = await outcomeOf(lambda, targets.executions, signal);
    } catch (error) {
      throw look.follow ? sayingTheyGoOn(error, watch.executions, signal) : error;
    } finally {
      positions?.end();
      stop();
    }
  }
  return {
    kind: 'rows',
    columns: columnsOf(context, targets, look),
    rows: rows(),
    live: true,
    id: (row) => String(row.EventId ?? row.LogEventId ?? ''),
    exitCode: () => exitCode,
    ...(targets.functions.length > 0 && { empty: nothingRuns }),
  };
}

const nothingRuns =
  'nothing to show of what runs; --last 20 or --since 1h shows what has ended, --follow what begins';

interface Watch {
  readonly executions: TailedExecutions;
  readonly functions: readonly NewExecutions[];
  readonly labels: TreeLabels | undefined;
}

function startWatch({ clock }: Surroundings, targets: TailTargets, { positions, tree }: TailLook): Watch {
  const executions = new TailedExecutions();
  const newest = (name: string) => positions?.newestOf(name);
  const functions = targets.functions.map(
    (name) => new NewExecutions(clock, { functionName: name }, newest(name)),
  );
  positions?.watch(executions, functions);
  for (const arn of targets.executions) executions.add(arn);
  return { executions, functions, labels: tree ? new TreeLabels() : undefined };
}

function tailOf(
  context: Surroundings,
  lambda: Lambda,
  { executions, functions, labels }: Watch,
  look: TailLook,
): Tail<TailedItem> {
  const { clock } = context;
  const isEndless = functions.length > 0;
  const query = {
    ...look,
    executions,
    functions,
    liveLambda: tailLambda(context, lambda, isEndless),
    onGone: sayingItIsGone(context, isEndless),
    withChildren: look.children ?? false,
    onRead: labels && ((one: TailedEvent) => labels.see(one)),
  };
  const tail = tailedEvents(lambda, clock, query);
  if (!look.logs) return tail;
  const logs = new ExecutionLogs(lambda, clock, executions, sayingWhatIsUnread(context));
  return withLogs({ tail, logs, executions, clock, lateness: lambda.isLocal ? 0 : latestLine });
}

// Milliseconds after the end in which a line may still turn up; who waits for the exit code waits for them, too.
const latestLine = 5_000;

async function* rowsOf(
  batches: AsyncGenerator<readonly TailedItem[]>,
  watch: Watch,
  look: TailLook,
): AsyncGenerator<Row> {
  const rowLook = { ...look, ...watch };
  for await (const items of batches) {
    for (const one of items) {
      if (isShown(one, look)) yield 'line' in one ? lineRow(one, rowLook) : tailRow(one, rowLook);
      if (!('event' in one)) continue;
      watch.executions.print(one);
      look.positions?.printed();
    }
    look.positions?.pause();
  }
}

const isShown = (one: TailedItem, { since, isWanted }: TailLook): boolean =>
  'line' in one ? !since || one.time > since.getTime() : isWanted(one.event);

const columnsOf = (
  { config }: Surroundings,
  { executions, functions }: TailTargets,
  { children, tree, logs }: TailLook,
): readonly Column[] =>
  tailColumns({
    isOne: executions.length === 1 && functions.length === 0 && !children,
    isTree: tree ?? false,
    hasLogs: logs ?? false,
    isForPeople: config?.output === 'table',
  });

/** Of the first, in the order they were asked for, that did not succeed. */
async function outcomeOf(lambda: Lambda, given: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const ask = (DurableExecutionArn: string, either: AbortSignal) =>
    lambda.getDurableExecution({ DurableExecutionArn, IncludeExecutionData: false }, either);
  for await (const { Status } of mapInOrder(given, 8, ask, signal)) {
    const code = outcomeCode(Status);
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
  ({ io }: Surroundings, isEndless: boolean): OnGone =>
  ({ DurableExecutionArn, depth }, error) => {
    if (!isEndless && depth === 0) throw error;
    io?.note(`durcb: warning: there is no execution ${DurableExecutionArn} any more`);
  };

const sayingWhatIsUnread =
  ({ io }: Surroundings) =>
  (group: string, error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    io?.note(`durcb: warning: the log group ${group} cannot be read: ${reason}; the events go on without`);
  };

const timeIsUp = (milliseconds: number): Failure =>
  new Failure({
    code: 'timeout',
    message: `the time is up after ${formatDuration(milliseconds)}`,
    exitCode: exitCodes.timedOut,
  });
