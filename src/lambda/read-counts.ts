/** How much of what there is to read has been read; grows. */
export interface ReadCounts {
  functions: number;
  ofFunctions: number;
  /** Asked one by one, where a service does not tell of all of them at once. */
  versions: number;
  ofVersions: number;
  executions: number;
}

export const nothingRead = (): ReadCounts => ({
  functions: 0,
  ofFunctions: 0,
  versions: 0,
  ofVersions: 0,
  executions: 0,
});
