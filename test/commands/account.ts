import type { TestContext } from 'node:test';
import { memoryIo } from '../../src/cli/io.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { type Clock, systemClock } from '../../src/model/time.ts';
import { run } from '../../src/run.ts';
import { durable, lambdaClient } from '../emulator/scripted-emulator.ts';
import { startCallback, update } from '../emulator/updates.ts';
import { hidingProxy } from '../hiding-proxy.ts';
import { type ScriptedInvocation, scriptedFunction } from '../scripted-function.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';
import type { Said } from './emulated.ts';

/** Stands in every payload, so that it can be looked for where none may be. */
export const marker = 'as-secret-as-it-gets';

const Payload = JSON.stringify({ marker });

/** What an execution does: ends at once, or waits for a callback behind so many steps. */
export type Plan = 'end' | { readonly steps: number };

export interface Account {
  /** The user's directory for what is kept. */
  readonly cache: string;
  readonly lambda: ReturnType<typeof lambdaClient>;
  /** What the service was asked: `GET /2025-12-01/durable-executions/…`. */
  readonly asked: readonly string[];
  /** Starts an execution and returns its ARN once it ends or sleeps. */
  started(functionName: string, name: string, plan: Plan): Promise<string>;
  /** Runs a command line, and says what it asked, too. */
  durcb(words: readonly string[], environment?: Record<string, string>): Promise<Said & { asked: string[] }>;
}

/** An emulator of so many functions, f0, f1 and so on, which looks like another service, and durcb with a cache of its own. */
export async function account(
  t: TestContext,
  functions: number,
  clock: Clock = systemClock,
): Promise<Account> {
  const scripted = await scriptedFunction(t);
  const definitions = Array.from({ length: functions }, (_, index) => durable(`f${index}`, scripted.url));
  const emulator = await startEmulator({ functions: definitions, warm: false, clock });
  t.after(() => emulator.close());
  const lambda = lambdaClient(t, emulator.url);
  scripted.always((invocation) => play(lambda, invocation));
  const proxy = await hidingProxy(emulator.url);
  t.after(() => proxy.close());
  const home = temporaryDirectory(t);
  return {
    cache: `${home}/durcb`,
    lambda,
    asked: proxy.asked,
    async started(FunctionName, DurableExecutionName, plan) {
      const { DurableExecutionArn = '' } = await lambda.invoke({
        FunctionName: `${FunctionName}:$LATEST`,
        // Answered at the end of the execution.
        InvocationType: plan === 'end' ? 'RequestResponse' : 'Event',
        DurableExecutionName,
        Payload: JSON.stringify({ plan, marker }),
      });
      if (plan !== 'end') await waitFor('a sleeping execution', () => sleeps(lambda, DurableExecutionArn));
      return DurableExecutionArn;
    },
    async durcb(words, environment = {}) {
      const before = proxy.asked.length;
      const io = memoryIo();
      const exitCode = await run(words, {
        io,
        clock,
        workingDirectory: home,
        environment: { DURCB_ENDPOINT_URL: proxy.url, XDG_CACHE_HOME: home, ...environment },
      });
      return { exitCode, out: io.out.text, err: io.err.text, asked: proxy.asked.slice(before) };
    },
  };
}

async function sleeps(lambda: Account['lambda'], DurableExecutionArn: string): Promise<true | undefined> {
  const query = { DurableExecutionArn, ReverseOrder: true, MaxItems: 1 };
  const { Events = [] } = await lambda.getDurableExecutionHistory(query);
  return Events[0]?.EventType === 'InvocationCompleted' || undefined;
}

async function play(lambda: Account['lambda'], invocation: ScriptedInvocation): Promise<void> {
  const plan: Plan = JSON.parse(
    invocation.input.InitialExecutionState.Operations[0]?.ExecutionDetails?.InputPayload ?? '',
  ).plan;
  const isAnswered = invocation.input.InitialExecutionState.Operations.length > 1;
  if (plan === 'end' || isAnswered) return invocation.succeed(Payload);
  const steps = Array.from({ length: plan.steps }, (_, index) => [
    update('STEP', 'START', `step-${index}`),
    update('STEP', 'SUCCEED', `step-${index}`, { Payload }),
  ]);
  await invocation.checkpoint(lambda, ...steps.flat(), startCallback('approval', { TimeoutSeconds: 3600 }));
  invocation.suspend();
}
