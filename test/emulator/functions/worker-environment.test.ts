import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoggingSettings } from '../../../src/emulator/functions/functions.ts';
import { logStream, workerEnvironment } from '../../../src/emulator/functions/worker-environment.ts';
import { definition, node, place } from './test-host.ts';

function environmentOf(
  given: Record<string, string>,
  inherited: Record<string, string | undefined>,
  logging?: LoggingSettings,
) {
  const about = {
    definition: definition(node('echo.ts'), { name: 'orders', environment: given, logging }),
    version: '$LATEST',
    runtimeApi: '127.0.0.1:4711',
  };
  return workerEnvironment({
    ...about,
    place,
    started: { command: ['true'], directory: '/task', handler: 'orders.handler' },
    endpoint: 'http://127.0.0.1:9014',
    logStream: logStream(about, Date.UTC(2026, 10, 22)),
    inherited,
  });
}

test('a worker has the environment of a sandbox', () => {
  assert.deepEqual(environmentOf({ STAGE: 'test' }, {}), {
    STAGE: 'test',
    _HANDLER: 'orders.handler',
    AWS_ACCESS_KEY_ID: 'durcb',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:9014',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_FUNCTION_NAME: 'orders',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: 'Text',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/22/[$LATEST]00000000000000000000000000004711',
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:4711',
    AWS_REGION: 'eu-west-1',
    AWS_SECRET_ACCESS_KEY: 'durcb',
    AWS_SESSION_TOKEN: 'durcb',
    LAMBDA_TASK_ROOT: '/task',
    LANG: 'C.UTF-8',
    TZ: ':UTC',
  });
});

test('of our environment it sees the machine, not our secrets', () => {
  const inherited = {
    PATH: '/bin',
    HOME: '/home',
    LANG: 'C',
    TOKEN: 'secret',
    AWS_PROFILE: 'prod',
    TMPDIR: undefined,
  };
  const environment = environmentOf({}, inherited);
  assert.partialDeepStrictEqual(environment, { PATH: '/bin', HOME: '/home', LANG: 'C' });
  for (const name of ['TOKEN', 'AWS_PROFILE', 'TMPDIR']) assert.ok(!(name in environment), name);
});

test('the function may bring credentials of its own, but not take the runtime its address', () => {
  const given = { AWS_ACCESS_KEY_ID: 'mine', AWS_LAMBDA_RUNTIME_API: 'elsewhere' };
  assert.partialDeepStrictEqual(environmentOf(given, {}), {
    AWS_ACCESS_KEY_ID: 'mine',
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:4711',
  });
});

test('a log group that was given is told, and its streams have the name of the function', () => {
  assert.partialDeepStrictEqual(environmentOf({}, {}, { LogFormat: 'Text', LogGroup: 'shop' }), {
    AWS_LAMBDA_LOG_GROUP_NAME: 'shop',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/22/orders[$LATEST][00000000000000000000000000004711]',
  });
});
