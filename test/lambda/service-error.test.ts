import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import {
  CallbackTimeoutException,
  LambdaServiceException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { Failure } from '../../src/cli/failure.ts';
import { connect } from '../../src/lambda/client.ts';
import { isPassing, toFailure } from '../../src/lambda/service-error.ts';

const $metadata = { httpStatusCode: 400, requestId: 'r-1' };
const named = (name: string, message = 'no', httpStatusCode = 400) =>
  new LambdaServiceException({
    name,
    message,
    $fault: 'client',
    $metadata: { ...$metadata, httpStatusCode },
  });

describe('what the SDK throws becomes a failure', () => {
  const cases: readonly [Error, string, number, boolean][] = [
    [new ResourceNotFoundException({ message: 'no', $metadata }), 'not-found', 8, false],
    [new CallbackTimeoutException({ message: 'no', $metadata }), 'callback-closed', 7, false],
    [named('TooManyRequestsException'), 'throttled', 10, true],
    [named('AccessDeniedException'), 'access-denied', 9, false],
    [named('ExpiredTokenException'), 'no-credentials', 9, false],
    [Object.assign(new Error('none'), { name: 'CredentialsProviderError' }), 'no-credentials', 9, false],
    [new TypeError("Cannot read properties of undefined (reading 'sso_region')"), 'no-credentials', 9, false],
    [new Error('Region is missing'), 'no-region', 2, false],
    [named('InvalidParameterValueException'), 'invalid-parameter', 1, false],
    [named('DurableExecutionAlreadyStartedException'), 'already-started', 1, false],
    [named('ServiceException', 'no', 500), 'service-fault', 1, true],
    [named('SomethingNew', 'no', 503), 'service-fault', 1, true],
    [named('SomethingNew'), 'service-error', 1, false],
    [Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), 'unreachable', 1, true],
    [Object.assign(new Error('slow'), { name: 'TimeoutError' }), 'unreachable', 1, true],
  ];
  for (const [error, code, exitCode, passing] of cases)
    test(`${error.name}: ${error.message} is ${code}`, () => {
      const failure = toFailure(error, undefined);
      assert.deepEqual([failure.code, failure.exitCode, isPassing(failure)], [code, exitCode, passing]);
      assert.equal(failure.cause, error);
    });

  test('with the id of the request', () => assert.equal(toFailure(named('X'), undefined).requestId, 'r-1'));

  test('and a failure stays what it is', () => {
    const failure = new Failure({ code: 'own', message: 'own' });
    assert.equal(toFailure(failure, undefined), failure);
  });
});

test('where nothing listens on this machine, it says how to start the emulator', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  server.close();
  await once(server, 'close');
  const endpoint = `http://127.0.0.1:${port}`;
  const lambda = connect({ endpoint, environment: {} });
  await assert.rejects(lambda.listFunctions({}), {
    code: 'no-endpoint',
    exitCode: 1,
    message: `nothing listens at ${endpoint}`,
    hint: /durcb emulate/,
  });
  lambda.close();
});

test('an aborted call rejects with the reason', async () => {
  const lambda = connect({ endpoint: 'http://127.0.0.1:9', environment: {} });
  const reason = new Error('enough');
  await assert.rejects(lambda.listFunctions({}, AbortSignal.abort(reason)), reason);
  lambda.close();
});
