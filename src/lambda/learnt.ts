/** What is learnt of a service on the way, so that it need not be asked again. */
export interface Learnt {
  /** A list without a qualifier is one of all versions. */
  readsAllVersions: boolean;
  /** Versions and aliases that there are: `name:qualifier`. */
  readonly qualified: Set<string>;
}

export const nothingLearnt = (): Learnt => ({ readsAllVersions: false, qualified: new Set() });
