import { withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Job {
  readonly status: 'PENDING' | 'DONE';
  readonly attempts: number;
}

/** Follows a job, kept as an object, which is done at the second look. */
export const handler = withDurableExecution(async (_event: unknown, context) =>
  context.waitForCondition<Job>(lookedAt, {
    initialState: { status: 'PENDING', attempts: 0 },
    waitStrategy: ({ status }) =>
      status === 'PENDING' ? { shouldContinue: true, delay: { seconds: 1 } } : { shouldContinue: false },
  }),
);

async function lookedAt(job: Job): Promise<Job> {
  const attempts = job.attempts + 1;
  return { status: attempts < 2 ? 'PENDING' : 'DONE', attempts };
}
