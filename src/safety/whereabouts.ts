import { parseExecutionArn, parseFunctionReference } from '../model/arn.ts';

/** Something that is about to be changed, as far as it is known. */
export interface Target {
  readonly CallbackId?: string | undefined;
  readonly DurableExecutionArn?: string | undefined;
  /** Name or ARN. */
  readonly functionName?: string | undefined;
}

export interface Whereabouts {
  readonly functions: readonly string[];
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** What the names of targets tell of where they are. */
export function whereaboutsOf(targets: readonly Target[]): Whereabouts {
  const places = targets.flatMap(
    ({ DurableExecutionArn = '', functionName = '' }) =>
      parseExecutionArn(DurableExecutionArn) ?? parseFunctionReference(functionName) ?? [],
  );
  return {
    functions: distinct(places.map((place) => place.functionName)),
    accounts: distinct(places.map(({ account }) => account)),
    regions: distinct(places.map(({ region }) => region)),
  };
}

const distinct = (values: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];
