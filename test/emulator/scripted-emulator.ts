import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
  type CallbackOptions,
  type InvokeCommandInput,
  Lambda,
  type OperationUpdate,
} from '@aws-sdk/client-lambda';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import type { DurableSettings, FunctionDefinition } from '../../src/emulator/functions/functions.ts';
import { parseExecutionArn } from '../../src/model/arn.ts';
import { ManualClock } from '../manual-clock.ts';
import { type ScriptedFunction, scriptedFunction } from '../scripted-function.ts';
import { waitFor } from '../wait-for.ts';
import { startCallback } from './updates.ts';

/** What an execution is started with unless the test says otherwise. */
export const usualInput = '{"n":1}';

export const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:order:$LATEST';

/** The functions of the emulators of a test: one durable, one not. They outlive a restart. */
export interface ScriptedFunctions {
  readonly order: ScriptedFunction;
  readonly plain: ScriptedFunction;
}

export async function scriptedFunctions(t: TestContext): Promise<ScriptedFunctions> {
  return { order: await scriptedFunction(t), plain: await scriptedFunction(t) };
}

export function durable(
  name: string,
  url: string,
  settings: Partial<DurableSettings> = {},
): FunctionDefinition {
  const usual = { ExecutionTimeout: 900, RetentionPeriodInDays: 14 };
  return { ...plain(name, url), durable: { ...usual, ...settings } };
}

export function plain(name: string, url: string): FunctionDefinition {
  const code = { kind: 'remote', url } as const;
  return { name, code, environment: {}, timeoutSeconds: 30, memoryMegabytes: 128 };
}

export interface ScriptedOptions extends Partial<EmulatorOptions> {
  readonly scripted?: ScriptedFunctions;
  /** Of `order`. */
  readonly settings?: Partial<DurableSettings>;
  /** Further functions. */
  readonly also?: (scripted: ScriptedFunctions) => readonly FunctionDefinition[];
  readonly clock?: ManualClock;
}

/** An emulator with scripted functions, on a clock that the test moves, and a real client of it. */
export async function scriptedEmulator(
  t: TestContext,
  options: ScriptedOptions = {},
): Promise<ScriptedEmulator> {
  const { clock = new ManualClock(), settings, also = () => [], ...more } = options;
  const scripted = options.scripted ?? (await scriptedFunctions(t));
  const usual = [durable('order', scripted.order.url, settings), plain('plain', scripted.plain.url)];
  const emulator = await startEmulator({ functions: [...usual, ...also(scripted)], clock, ...more });
  const lambda = lambdaClient(t, emulator.url);
  t.after(() => emulator.close());
  return new ScriptedEmulator({ emulator, lambda, clock, ...scripted });
}

/** The real client, which tries everything once. */
export function lambdaClient(t: TestContext, endpoint: string): Lambda {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const lambda = new Lambda({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  t.after(() => lambda.destroy());
  return lambda;
}

interface Parts extends ScriptedFunctions {
  readonly emulator: Emulator;
  readonly lambda: Lambda;
  readonly clock: ManualClock;
}

export class ScriptedEmulator implements Parts {
  readonly emulator: Emulator;
  readonly lambda: Lambda;
  readonly clock: ManualClock;
  readonly order: ScriptedFunction;
  readonly plain: ScriptedFunction;

  constructor(parts: Parts) {
    this.emulator = parts.emulator;
    this.lambda = parts.lambda;
    this.clock = parts.clock;
    this.order = parts.order;
    this.plain = parts.plain;
  }

  /** The ARN of a new execution of `order`. */
  async start(more: Partial<InvokeCommandInput> = {}): Promise<string> {
    const { DurableExecutionArn } = await this.lambda.invoke({
      FunctionName: 'order:$LATEST',
      InvocationType: 'Event',
      Payload: usualInput,
      ...more,
    });
    assert.ok(DurableExecutionArn);
    return DurableExecutionArn;
  }

  /** The ARN of a new execution that made these updates and sleeps. */
  async startSuspended(...updates: OperationUpdate[]): Promise<string> {
    const arn = await this.start();
    const invocation = await this.order.next();
    await invocation.checkpoint(this.lambda, ...updates);
    invocation.suspend();
    await this.invocationsEnded(arn, 1);
    return arn;
  }

  /** An execution that sleeps until its one callback, operation `c`, is answered. */
  async startCallback(options?: CallbackOptions): Promise<{ arn: string; CallbackId: string }> {
    const arn = await this.start();
    const invocation = await this.order.next();
    const [operation] = await invocation.checkpoint(this.lambda, startCallback('c', options));
    invocation.suspend();
    await this.invocationsEnded(arn, 1);
    const CallbackId = operation?.CallbackDetails?.CallbackId;
    assert.ok(CallbackId);
    return { arn, CallbackId };
  }

  /** Resolves when the service, too, knows that so many invocations have ended. */
  async invocationsEnded(arn: string, count: number): Promise<void> {
    await waitFor(`the end of ${count} invocations`, async () => {
      const ended = (await this.eventTypes(arn)).filter((type) => type === 'InvocationCompleted');
      return ended.length >= count || undefined;
    });
  }

  /** What the next invocation of `order` is shown of an operation. */
  async shownAgain(id: string) {
    const { Operations } = (await this.order.next()).input.InitialExecutionState;
    return Operations.find(({ Id }) => Id === id);
  }

  /** The ARN of an execution that has succeeded with the result. */
  async startSucceeded(result?: string, more: Partial<InvokeCommandInput> = {}): Promise<string> {
    const arn = await this.start(more);
    (await this.order.next()).succeed(result);
    await this.ended(arn);
    return arn;
  }

  /** Resolves when an execution with the usual input is over: a synchronous invoke under its name waits for that. */
  async ended(arn: string): Promise<void> {
    const DurableExecutionName = parseExecutionArn(arn)?.executionName;
    await this.lambda.invoke({ FunctionName: 'order:$LATEST', Payload: usualInput, DurableExecutionName });
  }

  /** The whole history. */
  async events(DurableExecutionArn: string) {
    const { Events = [] } = await this.lambda.getDurableExecutionHistory({
      DurableExecutionArn,
      MaxItems: 1000,
    });
    return Events;
  }

  /** `['ExecutionStarted', …]`. */
  async eventTypes(arn: string) {
    return (await this.events(arn)).map(({ EventType }) => EventType);
  }
}
