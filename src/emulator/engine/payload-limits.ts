import type { Limits } from '../../model/limits.ts';
import type { ErrorObject, OperationUpdate } from '../../model/wire.ts';
import { byteLength } from './byte-length.ts';
import type { DurableExecution } from './durable-execution.ts';
import { invalidParameter } from './rejection.ts';

/** Refuses a payload or an error that is larger than the service keeps. */
export function checkUpdateSize(state: DurableExecution, update: OperationUpdate, limits: Limits): void {
  const size = byteLength(update.Payload ?? '');
  if (update.Type === 'EXECUTION') {
    if (size > resultLimit(state, limits)) throw invalidParameter(resultTooLarge(state, limits));
  } else {
    const limit = update.Type === 'CHAINED_INVOKE' ? limits.chainedPayload : limits.operationPayload;
    const direction = update.Action === 'START' ? 'input' : 'output';
    if (size > limit) throw invalidParameter(payloadTooLarge(`${update.Type} ${direction}`, limit));
  }
  checkErrorSize(update.Error, limits);
}

/** Refuses an error that is too large; its members count together, written as JSON without blanks. */
export function checkErrorSize(error: ErrorObject | undefined, limits: Limits): void {
  if (isTooLarge(error, limits)) throw invalidParameter(errorTooLarge(limits));
}

export function isTooLarge(error: ErrorObject | undefined, { errorObject }: Limits): boolean {
  return error !== undefined && byteLength(JSON.stringify(error)) > errorObject;
}

export function errorTooLarge({ errorObject }: Limits): string {
  return `Error object size must be less than or equal to ${errorObject} bytes.`;
}

/** How large a result may be: less when nobody waited for it. */
export function resultLimit({ started }: DurableExecution, limits: Limits): number {
  return started._Start.Sync ? limits.syncPayload : limits.asyncPayload;
}

export function resultTooLarge(state: DurableExecution, limits: Limits): string {
  return payloadTooLarge('Execution output', resultLimit(state, limits));
}

function payloadTooLarge(what: string, limit: number): string {
  return `${what} payload size must be less than or equal to ${limit} bytes.`;
}
