import type * as sdk from '@aws-sdk/client-lambda';

/** An SDK shape made strict: required members are present, times are epoch milliseconds, lists are read-only. */
export type Wire<T> = T extends Date
  ? number
  : T extends Uint8Array
    ? T
    : T extends readonly (infer Element)[]
      ? readonly Wire<Element>[]
      : T extends object
        ? { readonly [Member in keyof T]: Wire<Exclude<T[Member], undefined>> }
        : T;

export type ErrorObject = Wire<sdk.ErrorObject>;
export type Operation = Wire<sdk.Operation>;
export type OperationUpdate = Wire<sdk.OperationUpdate>;
export type OperationType = sdk.OperationType;
export type OperationAction = sdk.OperationAction;
export type OperationStatus = sdk.OperationStatus;
export type ExecutionStatus = sdk.ExecutionStatus;
export type EventType = sdk.EventType;
export type Event = Wire<sdk.Event>;
export type DurableExecutionSummary = Wire<Omit<sdk.GetDurableExecutionCommandOutput, '$metadata'>>;
export type FunctionConfiguration = Wire<sdk.FunctionConfiguration>;
