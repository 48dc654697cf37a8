import { Failure } from '../../cli/failure.ts';
import type { NewExecutions } from '../../lambda/new-executions.ts';
import type { Tailed, TailedExecutions } from '../../lambda/tailed-executions.ts';
import { type Clock, toIso } from '../../model/time.ts';
import { type KeptPositions, readPositions, writePositions } from './kept-positions.ts';

interface Watched {
  readonly executions: TailedExecutions;
  readonly functions: readonly NewExecutions[];
}

// Lines printed between two writes while many come at once, and else milliseconds.
const often = 200;
const rest = 1_000;

/** How far a tail has got, in a file, so that the next one goes on right behind. */
export class TailPositions {
  readonly #clock: Clock;
  readonly #path: string;
  readonly #targets: readonly string[];
  readonly #before: KeptPositions | undefined;
  #watched: Watched | undefined;
  /** Some of what has happened so far is left out, but which is not known until it is read. */
  #isChoosing: boolean;
  #isCaughtUp = false;
  #unsaved = 0;
  #savedAt = -Infinity;
  #soon: Disposable | undefined;
  #trouble: { readonly error: unknown } | undefined;

  /** Throws when the file is none of ours, or that of another tail. */
  constructor(clock: Clock, path: string, targets: readonly string[], isChoosing: boolean) {
    this.#clock = clock;
    this.#path = path;
    this.#targets = targets;
    this.#before = readPositions(path);
    this.#isChoosing = isChoosing && !this.#before;
    const others = this.#before?.Targets;
    if (others && others.join(' ') !== targets.join(' '))
      throw new Failure({
        code: 'other-tail',
        message: `${path} says how far the tail of ${others.join(' ')} has got, not that of ${targets.join(' ')}`,
        hint: 'name another file',
      });
  }

  /** Whether there was a tail before. */
  get isResumed(): boolean {
    return this.#before !== undefined;
  }

  /** The start of the newest execution that was seen of a function, epoch milliseconds; undefined before the first tail. */
  newestOf(functionName: string): number | undefined {
    const newest = this.#before?.Functions[functionName];
    return newest === undefined ? undefined : Date.parse(newest);
  }

  /** Lets go on what was watched before; what is written later is read from these. */
  watch(executions: TailedExecutions, functions: readonly NewExecutions[]): void {
    this.#watched = { executions, functions };
    const before = Object.entries(this.#before?.Executions ?? {});
    for (const [arn, { EventId, HasEnded = false, Depth, StartTimestamp }] of before) {
      const start = StartTimestamp === undefined ? 0 : Date.parse(StartTimestamp);
      executions.add(arn, { last: EventId, printed: EventId, hasEnded: HasEnded, depth: Depth ?? 0, start });
    }
  }

  /** One more line was printed. */
  printed(): void {
    if (++this.#unsaved >= often && !this.#isChoosing) this.#save();
  }

  /** All that has happened so far was printed. */
  caughtUp(): void {
    this.#isChoosing = false;
    this.#isCaughtUp = true;
    this.#save();
  }

  /** For now there is no more to print: it is written soon. Throws when the last time that could not be done. */
  pause(): void {
    if (this.#trouble) throw this.#trouble.error;
    if (!this.#isCaughtUp || this.#unsaved === 0) return;
    this.#soon ??= this.#clock.after(this.#savedAt + rest - this.#clock.now(), () => this.#saveNow());
  }

  /** There will be no more to print. */
  end(): void {
    this.#soon?.[Symbol.dispose]();
    if (!this.#isChoosing && this.#unsaved > 0) this.#save();
  }

  #saveNow(): void {
    this.#soon = undefined;
    try {
      this.#save();
    } catch (error) {
      // Nobody listens here.
      this.#trouble = { error };
    }
  }

  /** Writes the whole file, or leaves the one there was. */
  #save(): void {
    const { executions, functions } = this.#watched ?? {};
    const Executions = (executions?.all ?? []).map((one) => [one.DurableExecutionArn, positionOf(one)]);
    const Functions = (functions ?? []).map(({ scope, newest }) => [scope.functionName ?? '', toIso(newest)]);
    const whole = {
      Targets: [...this.#targets],
      Functions: Object.fromEntries(Functions),
      Executions: Object.fromEntries(Executions),
    };
    writePositions(this.#path, whole);
    this.#unsaved = 0;
    this.#savedAt = this.#clock.now();
  }
}

const positionOf = ({ last, printed, hasEnded, depth, start }: Tailed) => ({
  EventId: printed,
  HasEnded: (hasEnded && printed === last) || undefined,
  Depth: depth || undefined,
  StartTimestamp: start > 0 ? toIso(start) : undefined,
});
