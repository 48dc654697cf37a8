import * as sdk from '@aws-sdk/client-lambda';
import type { HistoryCache } from './cache/history-cache.ts';
import type { RecentLambda } from './cache/recent-lambda.ts';
import { type Connection, dummyCredentials, isLoopback, sdkSettings } from './connection.ts';
import { toFailure } from './service-error.ts';

/** The API operations that durcb uses, on AWS or the emulator; each rejects with a Failure or the signal's reason. */
export interface Lambda {
  /** Undefined leaves it to the SDK, which means AWS unless its files say otherwise. */
  readonly endpoint: string | undefined;
  /** Where requests go, as people say it: the endpoint, or `AWS eu-west-1`. */
  readonly place: () => Promise<string>;
  /** The endpoint is on this machine: asking it often costs nobody anything. */
  readonly isLocal: boolean;
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
  readonly listVersionsByFunction: Call<
    sdk.ListVersionsByFunctionRequest,
    sdk.ListVersionsByFunctionResponse
  >;
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

export function connect(connection: Connection): Lambda {
  const { endpoint } = connection;
  const client = createClient(connection);
  const call = callWith(client, endpoint);
  return {
    endpoint,
    place: () => placeOf(client, endpoint),
    isLocal: isLoopback(endpoint),
    identity: () => identityOf(client),
    getDurableExecution: call(sdk.GetDurableExecutionCommand),
    getDurableExecutionHistory: call(sdk.GetDurableExecutionHistoryCommand),
    listDurableExecutionsByFunction: call(sdk.ListDurableExecutionsByFunctionCommand),
    sendSuccess: call(sdk.SendDurableExecutionCallbackSuccessCommand),
    sendFailure: call(sdk.SendDurableExecutionCallbackFailureCommand),
    sendHeartbeat: call(sdk.SendDurableExecutionCallbackHeartbeatCommand),
    stopDurableExecution: call(sdk.StopDurableExecutionCommand),
    invoke: call(sdk.InvokeCommand),
    getFunctionConfiguration: call(sdk.GetFunctionConfigurationCommand),
    listFunctions: call(sdk.ListFunctionsCommand),
    listVersionsByFunction: call(sdk.ListVersionsByFunctionCommand),
    close: () => client.destroy(),
  };
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
