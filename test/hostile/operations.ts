import * as sdk from '@aws-sdk/client-lambda';
import { NormalizedSchema } from '@smithy/core/schema';
import { actions } from '../../src/emulator/api/actions/index.ts';
import type { Operation } from './made-request.ts';

/** Every operation of the Lambda API that the emulator serves, from the SDK's own model. */
export const operations: readonly Operation[] = Object.values(sdk).flatMap((exported) => {
  const found = operationOf(exported);
  return found && actions.some(({ name }) => name === found.name) ? [found] : [];
});

// The model's way to write an operation: 9, namespace, name, traits, input, output.
function operationOf(exported: unknown): Operation | undefined {
  if (!Array.isArray(exported) || exported[0] !== 9) return undefined;
  const [, , name, { http }, input] = exported;
  const [method, path] = http;
  return { name, method, path, input: NormalizedSchema.of(input) };
}
