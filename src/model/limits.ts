/**
 * The limits of the Lambda service, behind each its source. Sizes in bytes, times in seconds, lengths in characters.
 * "API model" is the Lambda API 2015-03-31 as the SDKs carry it, "API reference" its text.
 */

/** Sizes and counts: what `durcb emulate --no-limits` lifts. */
const quotas = {
  /** Invoke payload and execution result when started with RequestResponse (API reference, Invoke). */
  syncPayload: 6_291_456,
  /** Invoke payload and execution result when started with Event (API reference, Invoke). */
  asyncPayload: 1_048_576,
  /** Payload of a step, context, wait or callback (API reference, OperationUpdate; 262,144 in older ones). */
  operationPayload: 1_048_576,
  /** Input and output of a chained invoke (API reference, OperationUpdate). */
  chainedPayload: 1_048_576,
  /** Result of a callback (API model, SendDurableExecutionCallbackSuccess). */
  callbackResult: 1_048_576,
  /** An ErrorObject, all members together, as compact JSON (API reference, OperationUpdate). */
  errorObject: 1_048_576,
  /** Reply of a function: 6 MB and a little for the envelope (what Lambda says when it is exceeded). */
  reply: 6_291_556,
  /** ClientContext, as base64 (API reference, Invoke). */
  clientContext: 3583,
  /** Environment variables of a function that is deployed, as JSON (developer guide, Lambda quotas). */
  environment: 4096,
  /** Operations of an execution, itself not counted (developer guide, Monitoring durable functions). */
  operations: 3000,
  /** Payloads and errors an execution stores in its life: 100 MB (developer guide, Monitoring durable functions). */
  storedBytes: 104_857_600,
  /** Longest ExecutionTimeout a synchronous invoke accepts (developer guide). */
  syncExecutionTimeout: 900,
  /** Body of a request whose operation has no other limit. Ours: the largest payload, and a little around it. */
  requestBody: 6_356_992,
  /** Body with a payload inside JSON. Ours, as AWS tells none: JSON writes a byte of a payload in up to six. */
  jsonBody: 37_814_272,
  /** Body of CreateFunction and UpdateFunctionCode: 50 MB of archive as base64 (what Lambda says when it is exceeded). */
  codeBody: 70_167_211,
} as const;

/** Bounds of what a request may say; they always hold. */
const bounds = {
  /** DurableExecutionName (API model). */
  executionName: 64,
  /** FunctionName, also within an ARN (API model). */
  functionName: 256,
  /** FunctionName where a function is changed (API model). */
  changedFunctionName: 140,
  /** Name of a new function (API reference, CreateFunction). */
  newFunctionName: 64,
  /** Qualifier (API model). */
  qualifier: 128,
  /** TenantId (API model). */
  tenantId: 256,
  /** DurableExecutionArn (API model). */
  executionArn: 1024,
  /** CallbackId (API model). */
  callbackId: 1024,
  /** CheckpointToken (API model). */
  checkpointToken: 2048,
  /** ClientToken (API model). */
  clientToken: 64,
  /** How long a ClientToken repeats the earlier answer (API reference: within 15 minutes). */
  clientTokenSeconds: 900,
  /** OperationUpdate.Id and ParentId (API model). */
  operationId: 64,
  /** OperationUpdate.Name (API model). */
  operationName: 256,
  /** OperationUpdate.SubType (API model). */
  operationSubType: 32,
  /** ChainedInvokeOptions.XAmznTraceId (API model). */
  traceId: 8192,
  /** WaitSeconds, NextAttemptDelaySeconds and ExecutionTimeout: 366 days (API model). */
  executionTimeout: 31_622_400,
  /** CallbackOptions.TimeoutSeconds and HeartbeatTimeoutSeconds (API model). */
  callbackTimeout: 99_999_999,
  /** Timeout of a function (API model; longer ones are for functions that durcb does not run). */
  functionTimeout: 900,
  /** MemorySize of a function, in megabytes (API reference; larger ones are for functions that durcb does not run). */
  functionMemory: 10_240,
  /** MemorySize of a function, at least, in megabytes (API model). */
  leastFunctionMemory: 128,
  /** EphemeralStorage.Size, in megabytes, from the least to the most (API model). */
  leastStorage: 512,
  mostStorage: 10_240,
  /** Handler (API model). */
  handler: 128,
  /** Description (API model). */
  description: 256,
  /** Version as a path names it (API model). */
  version: 1024,
  /** Alias (API model). */
  aliasName: 128,
  /** KMSKeyArn and DeadLetterConfig.TargetArn (API model). */
  resourceArn: 10_000,
  /** A tag's key and its value (API model). */
  tagKey: 128,
  tagValue: 256,
  /** S3Bucket, from the shortest to the longest, and S3Key (API model). */
  shortestBucket: 3,
  bucket: 63,
  bucketKey: 1024,
  /** LogGroup (API model; the CloudWatch Logs API agrees). */
  logGroup: 512,
  /** LambdaEndpoint of StartDurableExecution, which is in no model. Ours. */
  lambdaEndpoint: 1024,
  /** RetentionPeriodInDays (API model). */
  retentionDays: 90,
  /** Statuses of a list (API model). */
  statuses: 10,
  /** Page size when MaxItems is absent or 0 (API reference). */
  defaultMaxItems: 100,
  /** Largest MaxItems (API model). */
  maxItems: 1000,
  /** Largest MaxItems of the lists of functions (API model). */
  listMaxItems: 10_000,
  /** Operations or events on one page; the rest of a 6 MB answer is room for what surrounds them. */
  pageBytes: 5_242_880,
  /** How deep JSON may be nested. Ours: what the parser of many Java services takes. */
  jsonDepth: 1000,
  /** What a callback's result could be before the limit rose (API model until 2026). */
  olderCallbackResult: 262_144,
} as const;

export const limits = { ...quotas, ...bounds, haveQuotas: true } as const;

export type LimitName = keyof typeof quotas | keyof typeof bounds;

/** The limits in force; `haveQuotas` tells whether the quotas among them hold. */
export type Limits = Readonly<Record<LimitName, number>> & { readonly haveQuotas: boolean };

const lifted: Readonly<Record<keyof typeof quotas, number>> = {
  syncPayload: Infinity,
  asyncPayload: Infinity,
  operationPayload: Infinity,
  chainedPayload: Infinity,
  callbackResult: Infinity,
  errorObject: Infinity,
  reply: Infinity,
  clientContext: Infinity,
  environment: Infinity,
  operations: Infinity,
  storedBytes: Infinity,
  syncExecutionTimeout: Infinity,
  requestBody: Infinity,
  jsonBody: Infinity,
  codeBody: Infinity,
};

/** Without the quotas: only the protocol holds. */
export const withoutQuotas: Limits = { ...limits, ...lifted, haveQuotas: false };
