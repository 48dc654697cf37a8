import { describe, test } from 'node:test';
import { type Limits, limits } from '../../../src/model/limits.ts';
import type { OperationUpdate } from '../../../src/model/wire.ts';
import { checkpoint, checkpointWith, invoke, started, update } from './commands.ts';
import { at, type Given, given } from './given.ts';

const running = at(0, invoke);
const megabyte = 1_048_576;

const targets = {
  a: {
    kind: 'found',
    target: { FunctionName: 'f', Qualifier: '1', Durable: false },
    executedVersion: '1',
  },
} as const;

const ChainedInvokeOptions = { FunctionName: 'f' };
const WaitOptions = { WaitSeconds: 1 };
const StepOptions = { NextAttemptDelaySeconds: 1 };

/** What the service calls a payload, and who carries it. */
const payloads: readonly [name: string, carrier: OperationUpdate][] = [
  ['STEP output', update('STEP', 'SUCCEED', 'a')],
  ['STEP output', update('STEP', 'RETRY', 'a', { StepOptions })],
  ['CONTEXT output', update('CONTEXT', 'SUCCEED', 'a')],
  ['CHAINED_INVOKE input', update('CHAINED_INVOKE', 'START', 'a', { ChainedInvokeOptions })],
  ['WAIT input', update('WAIT', 'START', 'a', { WaitOptions })],
  ['CALLBACK input', update('CALLBACK', 'START', 'a')],
];

describe('a payload has at most 1 MB, in bytes:', () => {
  for (const [name, carrier] of payloads) {
    test(`${name} of ${carrier.Action}`, () => {
      const withPayload = (Payload: string) =>
        checkpointWith({ updates: [{ ...carrier, Payload }], targets });
      for (const Sync of [false, true]) {
        const execution = given(started({ Sync }), running);
        execution.when(withPayload('é'.repeat(megabyte / 2)), 1).accepted();
        execution
          .when(withPayload(`${'é'.repeat(megabyte / 2)}x`), 1)
          .refused(
            'InvalidParameterValueException',
            `${name} payload size must be less than or equal to 1048576 bytes.`,
          );
      }
    });
  }
});

test('a result has at most 1 MB, or 6 MB when somebody waits for it', () => {
  const close = (size: number) =>
    checkpoint(update('EXECUTION', 'SUCCEED', 'x', { Payload: `é${'x'.repeat(size - 2)}` }));
  for (const [Sync, limit] of [
    [false, megabyte],
    [true, 6 * megabyte],
  ] as const) {
    const execution = given(started({ Sync }), running);
    execution.when(close(limit), 1).accepted();
    execution
      .when(close(limit + 1), 1)
      .refused(
        'InvalidParameterValueException',
        `Execution output payload size must be less than or equal to ${limit} bytes.`,
      );
  }
});

test('an error has at most 1 MB as JSON, all members together', () => {
  const ErrorType = 'Ü';
  const around = '{"ErrorMessage":"","ErrorType":"Ü","ErrorData":"\\n","StackTrace":["x"]}';
  const fail = (size: number) => {
    const ErrorMessage = 'x'.repeat(size - Buffer.byteLength(around));
    const Error = { ErrorMessage, ErrorType, ErrorData: '\n', StackTrace: ['x'] };
    return checkpoint(update('STEP', 'FAIL', 'a', { Error }));
  };
  given(running).when(fail(megabyte), 1).accepted();
  given(running)
    .when(fail(megabyte + 1), 1)
    .refused(
      'InvalidParameterValueException',
      'Error object size must be less than or equal to 1048576 bytes.',
    );
});

describe('an execution', () => {
  const steps = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => update('STEP', 'START', `s${from + index}`));

  test('has at most 3000 operations besides itself', () => {
    const full = given(running, at(1, checkpoint(...steps(0, 3000))));
    full.when(checkpoint(update('STEP', 'SUCCEED', 's7')), 2).accepted();
    full
      .when(checkpoint(...steps(3000, 3001)), 2)
      .refused(
        'InvalidParameterValueException',
        'Durable execution operations must be less than or equal to 3000.',
      );
  });

  const stored = (execution: Given, size: number, inForce: Partial<Limits>) =>
    execution.when(checkpoint(update('STEP', 'SUCCEED', 'a', { Payload: 'x'.repeat(size) })), 2, {
      ...limits,
      ...inForce,
    });

  test('stores so much: its input, results and errors', () => {
    const input = '{"n":1}';
    const Error = { ErrorType: 'é' };
    const before = checkpoint(update('STEP', 'FAIL', 'b', { Error }), update('CONTEXT', 'START', 'c'));
    const execution = given(started({ input }), running, at(1, before));
    const used = input.length + Buffer.byteLength(JSON.stringify(Error));
    stored(execution, 10, { storedBytes: used + 10 }).accepted();
    stored(execution, 11, { storedBytes: used + 10 }).refused(
      'InvalidParameterValueException',
      `Durable execution storage must be less than or equal to ${used + 10} bytes.`,
    );
  });
});
