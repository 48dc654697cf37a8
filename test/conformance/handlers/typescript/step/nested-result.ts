import { withDurableExecution } from '@aws/durable-execution-sdk-js';

interface User {
  readonly name: string;
  readonly tags: readonly string[];
}

export const handler = withDurableExecution(({ name, tags }: User, context) =>
  context.step('build-response', async () => ({ user: { name, tags }, count: tags.length })),
);
