/** The service's quotas. Sizes in bytes, times in seconds; behind each its source. */
export const limits = {
  /** Invoke payload and execution result when started with RequestResponse (client-lambda docs). */
  syncPayload: 6_291_456,
  /** Invoke payload and execution result when started with Event (client-lambda docs). */
  asyncPayload: 1_048_576,
  /** Payload of a step, context, wait, callback or chained invoke (client-lambda docs; 262,144 in older models). */
  operationPayload: 1_048_576,
  /** What a callback's result could be before the limit rose (botocore model 1.43). */
  olderCallbackResult: 262_144,
  /** Sum of the members of an ErrorObject (client-lambda docs; 32,768 in the testing SDKs). */
  errorObject: 1_048_576,
  /** Page size when MaxItems is absent or 0 (API reference). */
  defaultMaxItems: 100,
  /** Largest MaxItems (API reference). */
  maxItems: 1000,
  /** Longest ExecutionTimeout a synchronous invoke accepts (developer guide). */
  syncExecutionTimeout: 900,
  /** Longest ExecutionTimeout, WaitSeconds and NextAttemptDelaySeconds: 366 days (Lambda API model). */
  executionTimeout: 31_622_400,
  /** Longest CallbackOptions.TimeoutSeconds and HeartbeatTimeoutSeconds (Lambda API model). */
  callbackTimeout: 99_999_999,
  /** How long a ClientToken repeats the earlier answer (API reference: about 15 minutes). */
  clientToken: 900,
  /** Share of the 6 MB event that operations may take on the first page; the rest is fetched by the SDK. */
  initialStateBytes: 5_242_880,
} as const;
