import { arch, version as nodeVersion, platform } from 'node:process';
import type { Context } from '../cli/command.ts';
import { localEndpoint } from '../cli/endpoint.ts';
import { Failure } from '../cli/failure.ts';
import { sizeOfDirectory } from '../lambda/cache/clean-directory.ts';
import type { Lambda } from '../lambda/client.ts';
import { askVersion } from '../lambda/emulator-questions.ts';
import { parseFunction } from '../lambda/functions.ts';
import type { CheckUp } from './output/setting.ts';

/** What is configured, reachable and permitted, from the machine outwards; what would change anything is not tried. */
export async function* checkUps(context: Context, functionName: string | undefined): AsyncGenerator<CheckUp> {
  const { config, version } = context;
  yield ok('durcb', `${version}, Node ${nodeVersion}, ${platform} ${arch}`);
  yield ok('configuration', config.file ? config.file.path : 'no durcb.json from here upwards');
  yield await cache(context);
  const lambda = await context.lambda();
  yield await attempt('endpoint', async () => `${await lambda.place()} (${config.sources.endpointUrl})`);
  if (config.file?.protected)
    yield await attempt('protection', async () => {
      const why = await lambda.protection(context.signal);
      return why ? `${why}: whatever changes something is asked about` : 'not of this profile and account';
    });
  yield await emulator(context, lambda);
  yield* permissions(context, lambda, functionName);
}

const ok = (Check: string, Detail: string): CheckUp => ({ Check, Status: 'ok', Detail });

async function attempt(Check: string, call: () => Promise<string>): Promise<CheckUp> {
  try {
    return ok(Check, await call());
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const Detail = [error.message, error.hint].filter(Boolean).join('; ');
    return { Check, Status: 'failed', Detail };
  }
}

async function cache({ config: { cache, cacheDirectory, sources } }: Context): Promise<CheckUp> {
  if (!cache) return skipped('cache', `off (${sources.cache})`);
  if (cacheDirectory === undefined) return skipped('cache', 'nobody has a home here');
  const { files, bytes } = await sizeOfDirectory(cacheDirectory);
  const size = bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
  const extent = `${size} in ${files} ${files === 1 ? 'file' : 'files'}`;
  return ok('cache', `${cacheDirectory}: ${extent}; it may be removed at any time`);
}

async function emulator({ workingDirectory, version, signal }: Context, lambda: Lambda): Promise<CheckUp> {
  const Check = 'emulator';
  const url = lambda.isLocal ? lambda.endpoint : localEndpoint(workingDirectory).value;
  const found = await askVersion(url, signal);
  if (found === undefined)
    return { Check, Status: lambda.isLocal ? 'warning' : 'skipped', Detail: `none of durcb's at ${url}` };
  const isSame = found === version;
  const how = `${lambda.isLocal ? '' : '; --local means it'}${isSame ? '' : `; this is ${version}: restart it`}`;
  return { Check, Status: isSame ? 'ok' : 'warning', Detail: `durcb ${found} at ${url}${how}` };
}

async function* permissions(
  { signal }: Context,
  lambda: Lambda,
  given: string | undefined,
): AsyncGenerator<CheckUp> {
  let functionName = given;
  yield await attempt('ListFunctions', async () => {
    const { Functions = [] } = await lambda.listFunctions({}, signal);
    const durable = Functions.filter(({ DurableConfig }) => DurableConfig);
    functionName ??= durable[0]?.FunctionName;
    return `credentials accepted; ${durable.length} durable of the first ${Functions.length} functions`;
  });
  if (functionName === undefined)
    return yield skipped('the other permissions', 'no durable function: name one with --function');
  const { FunctionName } = parseFunction(functionName);
  yield await attempt('ListVersionsByFunction', async () => {
    await lambda.listVersionsByFunction({ FunctionName, MaxItems: 1 }, signal);
    return FunctionName;
  });
  let arn: string | undefined;
  yield await attempt('ListDurableExecutionsByFunction', async () => {
    const { DurableExecutions = [] } = await lambda.listDurableExecutionsByFunction(
      { FunctionName, MaxItems: 1 },
      signal,
    );
    arn = DurableExecutions[0]?.DurableExecutionArn;
    return arn ?? `no execution of ${FunctionName}`;
  });
  yield* reading(lambda, arn, signal);
  yield skipped('what changes something', 'not tried; durcb doctor --iam start,send prints a policy for it');
}

async function* reading(
  lambda: Lambda,
  arn: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<CheckUp> {
  if (arn === undefined) return yield skipped('reading executions', 'there is none to try it with');
  const DurableExecutionArn = arn;
  yield await attempt('GetDurableExecution', async () => {
    const { Status } = await lambda.getDurableExecution(
      { DurableExecutionArn, IncludeExecutionData: false },
      signal,
    );
    return `its status is ${Status}`;
  });
  yield await attempt('GetDurableExecutionHistory', async () => {
    const query = { DurableExecutionArn, IncludeExecutionData: false, MaxItems: 1 };
    await lambda.getDurableExecutionHistory(query, signal);
    return 'its events can be read';
  });
}

const skipped = (Check: string, Detail: string): CheckUp => ({ Check, Status: 'skipped', Detail });
