import * as z from 'zod/mini';
import { formatFunctionArn } from '../../../model/arn.ts';
import { limits } from '../../../model/limits.ts';
import { arnOf } from '../../engine/durable-execution.ts';
import { functionNotFound, invalidParameter, Rejection } from '../../engine/rejection.ts';
import { type ApiContext, type ApiRequest, action } from '../action.ts';
import { DurableExecutionName, Qualifier, TenantId, text } from '../input-members.ts';
import { checkInvokePayload, checkInvokeSize } from '../invoke-payload.ts';
import { jsonBody } from '../json-body.ts';
import { servedFunction } from '../served-function.ts';

const days = z.int().check(z.gte(1), z.lte(limits.retentionDays));

// Neither a path nor credentials: of whatever listens there, only the invoke endpoint is reached.
const LambdaEndpoint = z
  .string()
  .check(
    z.maxLength(limits.lambdaEndpoint),
    z.regex(/^http:\/\/[^\s/?#@]+\/?$/),
    z.refine(URL.canParse, 'Member must be an address such as http://localhost:8080'),
  );

const StartInput = z.object({
  FunctionName: text(limits.newFunctionName, '[a-zA-Z0-9-_]+'),
  FunctionQualifier: z._default(Qualifier, '$LATEST'),
  ExecutionName: z.optional(DurableExecutionName),
  ExecutionTimeoutSeconds: z.int().check(z.gte(1), z.lte(limits.executionTimeout)),
  // What CloudFormation fills in.
  ExecutionRetentionPeriodDays: z._default(days, 14),
  TenantId: z.optional(TenantId),
  Input: z.optional(z.string()),
  LambdaEndpoint: z.optional(LambdaEndpoint),
});

type StartInput = z.output<typeof StartInput>;

/**
 * The emulator's own, as the SAM CLI asks its emulator: starts an execution of a function behind an invoke endpoint,
 * or without one of a function that is served. An execution stays with its endpoint to its end.
 */
export const startDurableExecution = action({
  name: 'StartDurableExecution',
  method: 'POST',
  path: '/start-durable-execution',
  bodyLimit: { limit: 'jsonBody', operation: 'StartDurableExecution' },
  read(request) {
    checkMediaType(request);
    return jsonBody(request);
  },
  input: StartInput,
  async handle(context, input) {
    const payload = Buffer.from(input.Input ?? '');
    checkInvokeSize(payload, false, context.limits);
    checkInvokePayload(payload);
    const endpoint = input.LambdaEndpoint && new URL(input.LambdaEndpoint).origin;
    const started = await context.executions.start({
      functionName: input.FunctionName,
      version: endpoint === undefined ? servedVersion(context, input) : versionThere(context, input),
      settings: {
        ExecutionTimeout: input.ExecutionTimeoutSeconds,
        RetentionPeriodInDays: input.ExecutionRetentionPeriodDays,
      },
      executionName: input.ExecutionName,
      input: input.Input || undefined,
      // The SAM CLI waits for the end, so its executions have the limits of those that are waited for.
      isSync: true,
      tenantId: input.TenantId,
      endpoint,
    });
    return { status: 201, json: { ExecutionArn: arnOf(started) } };
  },
});

// A web page can send any other type across origins without asking first, and so reach what only this machine can.
function checkMediaType({ headers }: ApiRequest): void {
  const type = headers['content-type'] ?? '';
  if (/^application\/json\s*(;|$)/i.test(type)) return;
  throw new Rejection('UnsupportedMediaTypeException', `Content-Type is '${type}', not application/json`);
}

function servedVersion(context: ApiContext, { FunctionName, FunctionQualifier }: StartInput): string {
  const { version, definition } = servedFunction(context, FunctionName, FunctionQualifier);
  if (!definition.durable) throw invalidParameter(`The function ${FunctionName} is not durable.`);
  return version;
}

/** What is behind an endpoint has versions, but nobody here knows an alias of them. */
function versionThere({ place }: ApiContext, { FunctionName, FunctionQualifier }: StartInput): string {
  if (/^(\$LATEST|\d+)$/.test(FunctionQualifier)) return FunctionQualifier;
  throw functionNotFound(formatFunctionArn(place, FunctionName, FunctionQualifier));
}
