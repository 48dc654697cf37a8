import assert from 'node:assert/strict';
import type { ResolvedTarget } from '../../../src/emulator/engine/command.ts';
import { nextDeadline } from '../../../src/emulator/engine/decide.ts';
import { pendingWork } from '../../../src/emulator/engine/pending-work.ts';
import type { OperationUpdate } from '../../../src/model/wire.ts';
import {
  checkpointWith,
  crash,
  endChainedInvoke,
  failCallback,
  invoke,
  reply,
  succeedCallback,
  suspend,
  tick,
  update,
} from './commands.ts';
import { type Asked, type Given, given } from './given.ts';
import { second } from './second.ts';

/**
 * Makes a trace happen: what a function does is asked of the engine with a checkpoint or a reply, what is done to it
 * with an answer or by waiting. Invocations are started when, and only when, the engine says that one is due.
 */
export function play(trace: string): Given {
  const steps = trace.split(' ').map(parse);
  return steps.reduce((execution, step, index) => playStep(execution, step, steps[index + 1]), given());
}

interface Step {
  readonly code: string;
  readonly id: string;
  readonly delay: number | undefined;
}

function parse(text: string): Step {
  const [, code = '', id = '', delay] = /^([^#~]+)(?:#(\d+))?(?:~(\d+))?$/.exec(text) ?? [];
  return { code, id, delay: delay === undefined ? undefined : Number(delay) };
}

function playStep(execution: Given, step: Step, next: Step | undefined): Given {
  const { code, id } = step;
  if (code === '|') return inside(execution, next?.code === 'X.ok' ? succeed : suspend);
  if (code === '|!') return inside(execution, next?.code === 'X.fail' ? fail : crash);
  if (code === 'X.ok' || code === 'X.fail') return execution;
  if (code === 'W.ok' || code === 'B.to') return untilNextDeadline(execution);
  if (code === 'B.ok') return ask(execution, succeedCallback(id, '1'));
  if (code === 'B.fail') return ask(execution, failCallback(id));
  if (code === 'I.ok') return ask(execution, endChainedInvoke(id, { status: 'SUCCEEDED', result: '1' }));
  if (code === 'I.fail') return ask(execution, endChainedInvoke(id, { status: 'FAILED', error: {} }));
  return inside(execution, checkpointWith({ updates: [updateOf(step)], targets: { [id]: target } }));
}

const succeed = reply({ Status: 'SUCCEEDED' });
const fail = reply({ Status: 'FAILED', Error: { ErrorType: 'E' } });

const target: ResolvedTarget = {
  kind: 'found',
  target: { FunctionName: 'f', Qualifier: '1', Durable: false },
  executedVersion: '1',
};

function updateOf({ code, id, delay }: Step): OperationUpdate {
  const StepOptions = { NextAttemptDelaySeconds: delay };
  switch (code) {
    case 'S+':
      return update('STEP', 'START', id);
    case 'S.ok':
      return delay ? update('STEP', 'RETRY', id, { StepOptions }) : update('STEP', 'SUCCEED', id);
    case 'S.fail':
      return delay
        ? update('STEP', 'RETRY', id, { StepOptions, Error: { ErrorType: 'E' } })
        : update('STEP', 'FAIL', id);
    case 'C+':
      return update('CONTEXT', 'START', id);
    case 'C.ok':
      return update('CONTEXT', 'SUCCEED', id);
    case 'C.fail':
      return update('CONTEXT', 'FAIL', id);
    case 'W+':
      return update('WAIT', 'START', id, { WaitOptions: { WaitSeconds: 10 } });
    case 'B+':
      return update('CALLBACK', 'START', id, { CallbackOptions: { TimeoutSeconds: 5 } });
    case 'I+':
      return update('CHAINED_INVOKE', 'START', id, { ChainedInvokeOptions: { FunctionName: 'f' } });
    default:
      throw new Error(`no update makes ${code}`);
  }
}

/** At the time of the newest event. */
function ask(execution: Given, asked: Asked): Given {
  return execution.when(asked, nowOf(execution)).accepted();
}

function nowOf({ past }: Given): number {
  return ((past.at(-1)?.EventTimestamp ?? 0) - second(0)) / 1000;
}

/** In the running invocation, or in the one that is due, now or after waiting. */
function inside(execution: Given, asked: Asked): Given {
  if (execution.state.invocation) return ask(execution, asked);
  if (isDue(execution)) return ask(ask(execution, invoke), asked);
  const woken = untilNextDeadline(execution);
  assert.ok(isDue(woken), 'nothing wakes the function');
  return ask(ask(woken, invoke), asked);
}

function isDue({ state }: Given): boolean {
  return pendingWork(state).some(({ type }) => type === 'Invoke');
}

function untilNextDeadline(execution: Given): Given {
  const deadline = nextDeadline(execution.state);
  assert.ok(deadline, 'nothing is waited for');
  return execution.when(tick, (deadline - second(0)) / 1000).accepted();
}
