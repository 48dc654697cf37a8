import { test } from 'node:test';
import { checkpoint, checkpointWith, invoke, started, update } from './commands.ts';
import { at, given } from './given.ts';

const running = at(0, invoke);
const megabyte = 1_048_576;

test('a payload has at most 1 MB, in bytes', () => {
  const targets = {
    a: {
      kind: 'found',
      target: { FunctionName: 'f', Qualifier: '1', Durable: false },
      executedVersion: '1',
    },
  } as const;
  const updates = [
    update('STEP', 'SUCCEED', 'a'),
    update('CONTEXT', 'SUCCEED', 'a'),
    update('CHAINED_INVOKE', 'START', 'a', { ChainedInvokeOptions: { FunctionName: 'f' } }),
  ];
  for (const one of updates) {
    const withPayload = (Payload: string) => checkpointWith({ updates: [{ ...one, Payload }], targets });
    for (const Sync of [false, true]) {
      const execution = given(started({ Sync }), running);
      execution.when(withPayload('é'.repeat(megabyte / 2)), 1).accepted();
      execution
        .when(withPayload(`${'é'.repeat(megabyte / 2)}x`), 1)
        .refused(
          'InvalidParameterValueException',
          `${one.Type} payload size must be less than or equal to 1048576 bytes.`,
        );
    }
  }
});

test('a result has at most 1 MB, or 6 MB when somebody waits for it', () => {
  const close = (size: number) =>
    checkpoint(update('EXECUTION', 'SUCCEED', 'x', { Payload: 'x'.repeat(size) }));
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
        `EXECUTION payload size must be less than or equal to ${limit} bytes.`,
      );
  }
});

test('an error has less than 1 MB, summed over its members', () => {
  const fail = (size: number) => {
    const Error = { ErrorMessage: 'x'.repeat(size - 3), ErrorType: 'x', ErrorData: 'x', StackTrace: ['x'] };
    return checkpoint(update('STEP', 'FAIL', 'a', { Error }));
  };
  given(running)
    .when(fail(megabyte - 1), 1)
    .accepted();
  given(running)
    .when(fail(megabyte), 1)
    .refused('InvalidParameterValueException', 'Error object size must be less than 1048576 bytes.');
});
