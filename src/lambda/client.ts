import * as sdk from '@aws-sdk/client-lambda';
import { type Clock, systemClock } from '../model/time.ts';
import type { HistoryCache } from './cache/history-cache.ts';
import type { RecentLambda } from './cache/recent-lambda.ts';
import { type Connection, dummyCredentials, isLoopback, sdkSettings } from './connection.ts';
import { type FanOutOptions, fanOutCalls, type Traffic } from './fan-out-calls.ts';
import { type Learnt, nothingLearnt } from './learnt.ts';
import type { LogPage, LogQuery } from './log-query.ts';
import { toFailure } from './service-error.ts';

/** The API operations that durcb uses, on AWS or the emulator; each rejects with a Failure or the signal's reason. */
export interface Lambda {
  /** Undefined leaves it to the SDK, which means AWS unless its files say otherwise. */
  readonly endpoint: string | undefined;
  /** Where requests go, as people say it: the endpoint, or `AWS eu-west-1`. */
  readonly place: () => Promise<string>;
  /** The endpoint is on this machine: asking it often costs nobody anything. */
  readonly isLocal: boolean;
  /** Of the calls that read. */
  readonly traffic: Traffic;
  readonly learnt: Learnt;
  /** Where requests go and for whom, as far as the settings and credentials tell without asking. */
  readonly identity: () => Promise<Identity>;
  readonly getDurableExecution: Call<sdk.GetDurableExecutionRequest, sdk.GetDurableExecutionResponse>;
  readonly getDurableExecutionHistory: Call<
    sdk.GetDurableExecutionHistoryRequest,
    sdk.GetDurableExecutionHistoryResponse
  >;
  readonly listDurableExecutionsByFunction: Call<
    sdk.ListDurableExecutionsByFunctionRequest,
    sdk.ListDurableExecutionsByFunctionResponse
  >;
  readonly sendSuccess: Call<sdk.SendDurableExecutionCallbackSuccessCommandInput, object>;
  readonly sendFailure: Call<sdk.SendDurableExecutionCallbackFailureRequest, object>;
  readonly sendHeartbeat: Call<sdk.SendDurableExecutionCallbackHeartbeatRequest, object>;
  readonly stopDurableExecution: Call<sdk.StopDurableExecutionRequest, sdk.StopDurableExecutionResponse>;
  readonly invoke: Call<sdk.InvokeCommandInput, sdk.InvokeCommandOutput>;
  readonly getFunctionConfiguration: Call<sdk.GetFunctionConfigurationRequest, sdk.FunctionConfiguration>;
  readonly listFunctions: Call<sdk.ListFunctionsRequest, sdk.ListFunctionsResponse>;
  readonly listTags: Call<sdk.ListTagsRequest, sdk.ListTagsResponse>;
  readonly listVersionsByFunction: Call<
    sdk.ListVersionsByFunctionRequest,
    sdk.ListVersionsByFunctionResponse
  >;
  /** Of CloudWatch Logs. */
  readonly filterLogEvents: Call<LogQuery, LogPage>;
  readonly close: () => void;
  /** What was read before of histories; undefined, or answered with it, where nothing is kept. */
  readonly histories?: () => Promise<HistoryCache | undefined>;
  /** The service as it was at most so many milliseconds ago; undefined, or answered with it, where nothing is kept. */
  readonly recent?: (maxAge: number) => Promise<RecentLambda | undefined>;
}

export interface Identity {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  /** Stands for who asks: another one may see other things. */
  readonly caller?: string | undefined;
}

type Call<Input, Output> = (input: Input, signal?: AbortSignal) => Promise<Output>;

export function connect(connection: Connection, clock: Clock = systemClock): Lambda {
  const { endpoint } = connection;
  const client = createClient(connection);
  const call = callWith(client, endpoint);
  const { traffic, share } = fanOutCalls(patienceOf(connection, clock));
  const callReader = callWith(readerBeside(client, connection), endpoint);
  const read = <Input extends sdk.ServiceInputTypes, Output extends sdk.ServiceOutputTypes>(
    Command: CommandOf<Input, Output>,
  ) => share(callReader(Command));
  return {
    endpoint,
    place: () => placeOf(client, endpoint),
    isLocal: isLoopback(endpoint),
    traffic,
    learnt: nothingLearnt(),
    identity: () => identityOf(client),
    getDurableExecution: read(sdk.GetDurableExecutionCommand),
    getDurableExecutionHistory: read(sdk.GetDurableExecutionHistoryCommand),
    listDurableExecutionsByFunction: read(sdk.ListDurableExecutionsByFunctionCommand),
    sendSuccess: call(sdk.SendDurableExecutionCallbackSuccessCommand),
    sendFailure: call(sdk.SendDurableExecutionCallbackFailureCommand),
    sendHeartbeat: call(sdk.SendDurableExecutionCallbackHeartbeatCommand),
    stopDurableExecution: call(sdk.StopDurableExecutionCommand),
    invoke: call(sdk.InvokeCommand),
    getFunctionConfiguration: read(sdk.GetFunctionConfigurationCommand),
    listFunctions: read(sdk.ListFunctionsCommand),
    listTags: read(sdk.ListTagsCommand),
    listVersionsByFunction: read(sdk.ListVersionsByFunctionCommand),
    filterLogEvents: async (query, signal) => {
      const { filterLogEvents } = await import('./filter-log-events.ts');
      return filterLogEvents(client, connection, query, signal);
    },
    // The reader has no sockets of its own.
    close: () => client.destroy(),
  };
}

// Who says in the environment how often and how calls are made again has the SDK do it so.
const isTold = ({ environment }: Connection): boolean =>
  Boolean(environment.AWS_RETRY_MODE || environment.AWS_MAX_ATTEMPTS);

const patienceOf = (connection: Connection, clock: Clock): FanOutOptions => ({
  attempts: isTold(connection) ? { throttled: 1, other: 1 } : { throttled: 15, other: 3 },
  clock,
  random: Math.random,
});

/** A client with the other's credentials and sockets, which makes every call once. */
function readerBeside({ config }: sdk.LambdaClient, connection: Connection): sdk.LambdaClient {
  const { region, credentials, requestHandler } = config;
  const reader = new sdk.LambdaClient({
    ...sdkSettings(connection),
    ...(!isTold(connection) && { maxAttempts: 1, retryMode: 'standard' }),
    region,
    credentials,
    requestHandler,
  });
  explainErrors(reader, connection);
  return reader;
}

// An emulator asks for no credentials, so a profile that is logged out must not keep anybody from it.
function createClient(connection: Connection): sdk.LambdaClient {
  const client = new sdk.LambdaClient(sdkSettings(connection));
  explainErrors(client, connection);
  if (isLoopback(connection.endpoint)) {
    const configured = client.config.credentials;
    client.config.credentials = (options) => configured(options).catch(() => dummyCredentials);
  }
  return client;
}

// Here it is still known what was asked for, by a name that building durcb leaves alone.
function explainErrors({ middlewareStack }: sdk.LambdaClient, { endpoint, profile }: Connection): void {
  middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) =>
        next(args).catch((error) => {
          const operation = commandName.replace(/Command$/, '');
          throw toFailure(error, endpoint, { operation, input: args.input, profile });
        }),
    { step: 'initialize' },
  );
}

async function placeOf(client: sdk.LambdaClient, endpoint: string | undefined): Promise<string> {
  try {
    return endpoint ?? `AWS ${await client.config.region()}`;
  } catch (error) {
    throw toFailure(error, endpoint);
  }
}

// What is wrong with them, the calls themselves say.
async function identityOf({ config }: sdk.LambdaClient): Promise<Identity> {
  const [region, credentials] = await Promise.all([
    config.region().catch(() => undefined),
    config.credentials().catch(() => undefined),
  ]);
  return { region, account: credentials?.accountId, caller: credentials?.accessKeyId };
}

type CommandOf<Input extends sdk.ServiceInputTypes, Output extends sdk.ServiceOutputTypes> = new (
  input: Input,
) => sdk.$Command<
  Input,
  Output,
  sdk.LambdaClientResolvedConfig,
  sdk.ServiceInputTypes,
  sdk.ServiceOutputTypes
>;

const callWith =
  (client: sdk.LambdaClient, endpoint: string | undefined) =>
  <Input extends sdk.ServiceInputTypes, Output extends sdk.ServiceOutputTypes>(
    Command: CommandOf<Input, Output>,
  ) =>
  async (input: Input, abortSignal?: AbortSignal): Promise<Output> => {
    try {
      return await client.send(new Command(input), abortSignal && { abortSignal });
    } catch (error) {
      abortSignal?.throwIfAborted();
      throw toFailure(error, endpoint);
    }
  };
