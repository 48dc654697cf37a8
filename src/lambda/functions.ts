import { exitCodes, Failure } from '../cli/failure.ts';
import { parseFunctionReference } from '../model/arn.ts';
import type { Lambda } from './client.ts';
import { isPattern, matchName } from './name-pattern.ts';

/** A function as the API wants it told. */
export interface FunctionTarget {
  /** Name or ARN, without qualifier. */
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** Reads `name`, `name:qualifier` and ARNs; throws for anything else. */
export function parseFunction(text: string): FunctionTarget {
  const reference = parseFunctionReference(text);
  if (!reference)
    throw new Failure({
      code: 'malformed-function-name',
      message: `not a function name or ARN: ${text}`,
      hint: 'give a name, name:version, name:alias or an ARN',
      exitCode: exitCodes.refused,
    });
  const { qualifier } = reference;
  if (!qualifier) return { FunctionName: text };
  return { FunctionName: text.slice(0, -qualifier.length - 1), Qualifier: qualifier };
}

/** The functions a text means: itself, those that match a pattern such as `order-*`, or without a text all durable ones. */
export async function findFunctions(
  lambda: Pick<Lambda, 'listFunctions'>,
  text: string | undefined,
  signal?: AbortSignal,
): Promise<readonly FunctionTarget[]> {
  if (text !== undefined && !isPattern(text)) return [parseFunction(text)];
  const matches = matchName(text ?? '*');
  const found: FunctionTarget[] = [];
  for await (const { FunctionName } of durableFunctions(lambda, signal))
    if (matches(FunctionName)) found.push({ FunctionName });
  return found;
}

/** A function as it is listed: its ARN is without qualifier. */
export interface DurableFunction extends FunctionTarget {
  readonly FunctionArn: string;
}

export async function* durableFunctions(
  lambda: Pick<Lambda, 'listFunctions'>,
  signal?: AbortSignal,
): AsyncGenerator<DurableFunction> {
  let Marker: string | undefined;
  do {
    const page = await lambda.listFunctions({ Marker }, signal);
    for (const { FunctionName, FunctionArn = '', DurableConfig } of page.Functions ?? [])
      if (FunctionName && DurableConfig) yield { FunctionName, FunctionArn };
    Marker = page.NextMarker || undefined;
  } while (Marker);
}

/** The published versions of a function: numbers as text, oldest first. */
export async function publishedVersions(
  lambda: Pick<Lambda, 'listVersionsByFunction'>,
  FunctionName: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const versions: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await lambda.listVersionsByFunction({ FunctionName, Marker }, signal);
    for (const { Version } of page.Versions ?? [])
      if (Version && Version !== '$LATEST') versions.push(Version);
    Marker = page.NextMarker || undefined;
  } while (Marker);
  return versions.sort((one, other) => Number(one) - Number(other));
}
