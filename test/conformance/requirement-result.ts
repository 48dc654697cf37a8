import * as z from 'zod/mini';

/** How a requirement came out; `UNCOVERED` means that no function of the template is for it. */
export const requirementResult = z.object({
  id: z.string(),
  suite: z.string(),
  description: z.nullable(z.string()),
  function: z.nullable(z.string()),
  status: z.enum(['PASSED', 'FAILED', 'OPTIONAL_FAILED', 'NOT_IMPLEMENTED', 'UNCOVERED']),
  reason: z.nullable(z.string()),
  errors: z.array(z.string()),
  duration_seconds: z.number(),
});

export type RequirementResult = z.output<typeof requirementResult>;

export interface SuiteResults {
  readonly language: string;
  /** In the order of their ids. */
  readonly requirements: readonly RequirementResult[];
  /** Ids that the template has functions for, and the kit does not know. */
  readonly unknown: readonly string[];
  /** A `testsuite` element. */
  readonly junit: string;
}

/** As the kit's `--fail-on failed+uncovered`: what is optional or declared a gap blocks nobody. */
export function isBlocking({ status }: RequirementResult): boolean {
  return status === 'FAILED' || status === 'UNCOVERED';
}

export function isPassed({ status }: RequirementResult): boolean {
  return status === 'PASSED';
}
