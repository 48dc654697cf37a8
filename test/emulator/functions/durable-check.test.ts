import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FunctionCode } from '../../../src/emulator/functions/functions.ts';
import { withoutPythonSdk } from '../../python-sdk.ts';
import { definition, node, python, testHost, withoutPython } from './test-host.ts';

const durable = { ExecutionTimeout: 60, RetentionPeriodInDays: 1 };

// The payload of the first invocation of an execution.
const firstInput = {
  DurableExecutionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:tried:$LATEST/durable-execution/a/b',
  CheckpointToken: 'dG9rZW4=',
  InitialExecutionState: {
    Operations: [
      {
        Id: 'b',
        Type: 'EXECUTION',
        Status: 'STARTED',
        StartTimestamp: 1,
        ExecutionDetails: { InputPayload: '{"name":"you"}' },
      },
    ],
    NextMarker: '',
  },
};

const durables: [string, FunctionCode, string | false][] = [
  ['TypeScript', node('durable.ts'), false],
  ['Python', python('durable_greeting.py'), withoutPythonSdk],
];

for (const [language, code, skip] of durables) {
  test(`a durable handler in ${language} is one, and runs`, { skip }, async (t) => {
    const { invoke } = testHost(t, definition(code, { durable }));
    assert.partialDeepStrictEqual(await invoke(firstInput), {
      result: { Status: 'SUCCEEDED', Result: '"hello you"' },
    });
  });
}

const others: [FunctionCode, string, string | false][] = [
  [node('echo.ts'), 'echo.handler is not a durable function: wrap it in withDurableExecution', false],
  [node('uses-lambda-client.mjs'), 'uses-lambda-client.handler is not a durable function', false],
  [
    python('echo.py'),
    'echo.handler is not a durable function: decorate it with durable_execution',
    withoutPython,
  ],
];

for (const [code, message, skip] of others) {
  test(message, { skip }, async (t) => {
    const { host } = testHost(t, definition(code, { durable }));
    await assert.rejects(host.warm('tried'), ({ error }) => {
      assert.equal(error.ErrorType, 'Durcb.HandlerNotDurable');
      assert.ok(error.ErrorMessage.startsWith(message));
      return true;
    });
  });
}
