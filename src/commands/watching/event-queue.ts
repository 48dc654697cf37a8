import type { Context } from '../../cli/command.ts';
import type { WatchedRow } from '../output/watched.ts';
import { runEventProgram } from './event-program.ts';

// Told when so many wait, and again at each power of ten above.
const many = 10;

/** Hands events to a command line of the user, one at a time and in their order, while the watch goes on. */
export class EventQueue {
  readonly #context: Context;
  readonly #command: string;
  readonly #signal: AbortSignal;
  readonly #waiting: WatchedRow[] = [];
  #told = many;
  #work: Promise<void> | undefined;

  /** The signal ends what runs; nothing more is begun. */
  constructor(context: Context, command: string, signal: AbortSignal) {
    this.#context = context;
    this.#command = command;
    this.#signal = signal;
  }

  add(row: WatchedRow): void {
    this.#waiting.push(row);
    if (this.#waiting.length >= this.#told) {
      this.#context.io.note(
        `durcb: warning: ${this.#waiting.length} events wait for --exec, which takes longer than they`,
      );
      this.#told *= 10;
    }
    this.#work ??= this.#runAll();
  }

  /** Resolves when nothing runs any more, to the number of events that nobody was told of. */
  async end(): Promise<number> {
    await this.#work;
    return this.#waiting.length;
  }

  async #runAll(): Promise<void> {
    while (!this.#signal.aborted) {
      const [row] = this.#waiting.splice(0, 1);
      if (!row) break;
      await this.#run(row);
    }
    this.#work = undefined;
  }

  async #run(row: WatchedRow): Promise<void> {
    const program = {
      command: this.#command,
      environment: { ...this.#context.environment, ...placeOf(this.#context), ...eventOf(row) },
      input: `${JSON.stringify(row)}\n`,
    };
    const fault = await runEventProgram(this.#context, program, this.#signal);
    const { Event, Name = row.OperationId } = row.Derived;
    if (fault !== undefined && !this.#signal.aborted)
      this.#context.io.note(
        `durcb: warning: --exec for ${Event} ${Name} of ${row.DurableExecutionName} ${fault}`,
      );
  }
}

// So that durcb, called by the command, works where this one does.
function placeOf({ config: { endpointUrl, region, profile } }: Context) {
  return {
    ...(endpointUrl !== undefined && { DURCB_ENDPOINT_URL: endpointUrl }),
    ...(region !== undefined && { DURCB_REGION: region }),
    ...(profile !== undefined && { DURCB_PROFILE: profile }),
  };
}

function eventOf({
  CallbackId,
  DurableExecutionArn,
  DurableExecutionName,
  FunctionName,
  Derived,
}: WatchedRow) {
  return {
    DURCB_EVENT: Derived.Event,
    DURCB_CALLBACK_ID: CallbackId,
    DURCB_CALLBACK_NAME: Derived.Name ?? '',
    DURCB_EXECUTION_ARN: DurableExecutionArn,
    DURCB_EXECUTION_NAME: DurableExecutionName,
    DURCB_FUNCTION: FunctionName,
    DURCB_DEADLINE: Derived.Deadline?.toISOString() ?? '',
    DURCB_OUTCOME: Derived.Outcome ?? '',
  };
}
