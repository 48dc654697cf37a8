import { setImmediate } from 'node:timers/promises';
import { CallbackTimeoutException, type Lambda } from '@aws-sdk/client-lambda';
import type { Random } from '../random.ts';
import { fullHistory } from './full-history.ts';
import type { Ledger } from './ledger.ts';
import { type Plan, randomPlan } from './plan.ts';

export interface LoadSettings {
  readonly ledger: Ledger;
  readonly random: Random;
  readonly functions: readonly string[];
}

interface Start {
  readonly functionName: string;
  readonly plan: Plan;
}

/** The people and programs around the functions: they start, answer, keep alive, stop and look. */
export class Load {
  readonly #settings: LoadSettings;
  /** What was sent to begin executions, by their names, whether it arrived or not. */
  readonly #starts = new Map<string, Start>();
  #answers = 0;

  constructor(settings: LoadSettings) {
    this.#settings = settings;
  }

  /** Goes on until the emulator is gone. */
  async press(lambda: Lambda, isGone: () => boolean): Promise<void> {
    const act = async (one: () => Promise<void>) => {
      while (!isGone()) await one().catch((error) => this.#complainUnless(isGone(), error));
    };
    const start = () => this.#startNew(lambda);
    const answer = () => this.#answerAny(lambda);
    await Promise.all(
      [
        start,
        start,
        answer,
        answer,
        () => this.#beat(lambda),
        () => this.#stop(lambda),
        () => this.#look(lambda),
      ].map(act),
    );
  }

  /** Sends once more every start of which nobody knows whether it arrived: a name begins one execution. */
  async repeatStarts(lambda: Lambda): Promise<void> {
    const { starts } = this.#settings.ledger;
    for (const [name, start] of this.#starts) if (!starts.has(name)) await this.#start(lambda, name, start);
  }

  /** Answers a callback; one that is closed already is let be. */
  async answer(lambda: Lambda, CallbackId: string, isSuccess: boolean): Promise<void> {
    const { ledger } = this.#settings;
    const callback = ledger.callbacks.get(CallbackId);
    if (!callback) return;
    const payload = `"answer ${++this.#answers}"`;
    try {
      if (isSuccess) await lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result: payload });
      else await lambda.sendDurableExecutionCallbackFailure({ CallbackId, Error: { ErrorMessage: payload } });
    } catch (error) {
      if (error instanceof CallbackTimeoutException) return;
      throw error;
    }
    const eventType = isSuccess ? 'CallbackSucceeded' : 'CallbackFailed';
    ledger.answers.push({ ...callback, eventType, payload });
    ledger.acknowledged();
  }

  async #startNew(lambda: Lambda): Promise<void> {
    const { random, functions, ledger } = this.#settings;
    // More would only wait for their turn.
    if (this.#starts.size - ledger.stops.size > 60) return this.#look(lambda);
    const start = { functionName: random.of(functions) ?? '', plan: randomPlan(random) };
    const name = `execution-${this.#starts.size}`;
    this.#starts.set(name, start);
    await this.#start(lambda, name, start);
  }

  async #start(lambda: Lambda, name: string, { functionName, plan }: Start): Promise<void> {
    const { DurableExecutionArn } = await lambda.invoke({
      FunctionName: `${functionName}:$LATEST`,
      InvocationType: 'Event',
      DurableExecutionName: name,
      Payload: JSON.stringify(plan),
    });
    const { ledger } = this.#settings;
    if (!DurableExecutionArn) return void ledger.complaints.push(`${name} was started without an ARN`);
    ledger.starts.set(name, DurableExecutionArn);
    ledger.acknowledged();
  }

  async #answerAny(lambda: Lambda): Promise<void> {
    const { random, ledger } = this.#settings;
    const callbackId = random.of([...ledger.callbacks.keys()]);
    await setImmediate();
    if (callbackId) await this.answer(lambda, callbackId, random.chance(0.8));
  }

  async #beat(lambda: Lambda): Promise<void> {
    const { random, ledger } = this.#settings;
    const CallbackId = random.of([...ledger.callbacks.keys()]) ?? '';
    const callback = ledger.callbacks.get(CallbackId);
    await setImmediate();
    if (!callback) return;
    const at = Date.now();
    try {
      await lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId });
    } catch (error) {
      if (error instanceof CallbackTimeoutException) return;
      throw error;
    }
    ledger.beats.push({ ...callback, at });
    ledger.acknowledged();
  }

  async #stop(lambda: Lambda): Promise<void> {
    const { random, ledger } = this.#settings;
    const DurableExecutionArn = random.of([...ledger.starts.values()]);
    // Most shall come to their own end.
    if (!DurableExecutionArn || !random.chance(0.05)) return this.#look(lambda);
    await lambda.stopDurableExecution({ DurableExecutionArn });
    ledger.stops.add(DurableExecutionArn);
    ledger.acknowledged();
  }

  async #look(lambda: Lambda): Promise<void> {
    const { random, ledger } = this.#settings;
    const arn = random.of([...ledger.starts.values()]);
    await setImmediate();
    if (!arn) return;
    const events = await fullHistory(lambda, arn);
    if (events.length > (ledger.histories.get(arn)?.length ?? 0)) ledger.histories.set(arn, events);
    ledger.acknowledged();
  }

  #complainUnless(isGone: boolean, error: unknown): void {
    if (!isGone)
      this.#settings.ledger.complaints.push(`a request failed while the emulator was alive: ${error}`);
  }
}
