import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { clientEmulator } from './client-emulator.ts';
import { runProgram } from './run-program.ts';

const order = '{"orderId": "o-1", "items": [{"price": 2, "quantity": 3}]}';
const events = [
  ...['ExecutionStarted', 'StepStarted', 'StepSucceeded'],
  ...['CallbackStarted', 'InvocationCompleted'],
];
const plain = { status: 200, version: '$LATEST', error: '', isNamed: false };

/** What the client programs print, whatever their language. */
const report = {
  invocations: {
    durable: { ...plain, payload: '{"value":3,"squared":9,"doubled":18}', isNamed: true },
    plain: { ...plain, payload: '{"doubled":8}' },
    failing: {
      ...plain,
      error: 'Unhandled',
      payload: '{"errorType":"OutOfStock","errorMessage":"Nothing left of A-1"}',
      isNamed: true,
    },
    dryRun: 204,
    started: 202,
    sameName: true,
    otherInput: 'DurableExecutionAlreadyStartedException: Execution already started: ARN',
    unqualified:
      'InvalidParameterValueException: You cannot invoke a durable function using an unqualified ARN.',
    unknown: 'ResourceNotFoundException: Function not found: ARN',
  },
  callbacks: {
    paid: '{"customerId":"c","amount":5,"status":"paid","transactionId":"ąę €"}',
    declined: '{"customerId":"c","amount":5,"status":"declined","reason":"no money","details":"5"}',
    late: 'CallbackTimeoutException: The callback is either timed out or already completed',
    unknown: 'InvalidParameterValueException: Invalid callback id',
  },
  executions: {
    running: ['RUNNING', order, 900],
    pages: [2, 1],
    none: 0,
    history: events,
    reversed: events.toReversed(),
    stopped: ['STOPPED', 'Cancelled', 'changed my mind', true],
    missing: 'ResourceNotFoundException: Durable Execution does not exist',
  },
  function: {
    shown: ['STEP SUCCEEDED 6', 'CALLBACK STARTED'],
    replay: true,
    state: ['EXECUTION STARTED', 'STEP SUCCEEDED 6', 'CALLBACK STARTED'],
    stale: 'InvalidParameterValueException: Invalid checkpoint token',
  },
};

/** Runs a client program, which does every durable call against an emulator, and looks at what it prints. */
export async function checkClient(t: TestContext, program: string, words: readonly string[]): Promise<void> {
  const { scripted, durcb, environment } = await clientEmulator(t);
  const arn = await durcb.text('start', 'scripted', '-o', 'id');
  const invocation = await scripted.next();
  const { exitCode, out, err } = await runProgram(program, words, {
    environment: { ...environment, SCRIPTED_ARN: arn, SCRIPTED_TOKEN: invocation.token },
  });
  invocation.suspend();
  assert.equal(exitCode, 0, err);
  assert.deepEqual(JSON.parse(out.replaceAll(/arn:aws:[^"]+/g, 'ARN')), report);
}
