/** The call that an answer belongs to. */
export interface Asked {
  /** As AWS calls it: `GetDurableExecution`. */
  readonly operation: string;
  readonly input: object;
  /** Whose credentials sign; undefined for those of the environment, and of the default profile. */
  readonly profile: string | undefined;
}
