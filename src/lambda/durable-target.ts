import { exitCodes, Failure } from '../cli/failure.ts';
import type { Lambda } from './client.ts';
import { type FunctionTarget, parseFunction, publishedVersions } from './functions.ts';

/** What to start for a function as people name it: its newest published version unless a qualifier is given, else $LATEST. */
export async function durableTarget(
  lambda: Lambda,
  text: string,
  signal?: AbortSignal,
): Promise<Required<FunctionTarget>> {
  const { FunctionName, Qualifier = await newestVersion(lambda, parseFunction(text), signal) } =
    parseFunction(text);
  const configuration = await lambda.getFunctionConfiguration({ FunctionName, Qualifier }, signal);
  if (configuration.DurableConfig) return { FunctionName, Qualifier };
  throw new Failure({
    code: 'not-durable',
    message: `${FunctionName}:${Qualifier} is no durable function; it was not invoked`,
    hint: 'durable functions have a DurableConfig, which is given when they are created',
    exitCode: exitCodes.error,
  });
}

async function newestVersion(
  lambda: Lambda,
  { FunctionName }: FunctionTarget,
  signal?: AbortSignal,
): Promise<string> {
  return (await publishedVersions(lambda, FunctionName, signal)).at(-1) ?? '$LATEST';
}
