import assert from 'node:assert/strict';
import type { LambdaServiceException } from '@aws-sdk/client-lambda';

/** The call is refused with this class of the SDK, or this name where it has none, and these very words. */
export async function refused(
  call: Promise<unknown>,
  exception: ExceptionClass | string,
  status: number,
  message: string | RegExp,
): Promise<void> {
  const error: unknown = await call.then(
    () => assert.fail('nothing was refused'),
    (reason) => reason,
  );
  assert.ok(error instanceof Error);
  const name = typeof exception === 'string' ? exception : exception.name;
  assert.equal(error.name, name, error.message);
  if (typeof exception !== 'string') assert.ok(error instanceof exception);
  const { $metadata } = Object(error);
  assert.equal($metadata.httpStatusCode, status);
  assert.match($metadata.requestId, /^[0-9a-f-]{36}$/);
  if (typeof message === 'string') assert.equal(error.message, message);
  else assert.match(error.message, message);
}

type ExceptionClass = abstract new (...input: never) => LambdaServiceException;
