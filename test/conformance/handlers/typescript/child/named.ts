import { withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Request {
  readonly name: string;
  readonly value: string;
}

export const handler = withDurableExecution(({ name, value }: Request, context) =>
  context.runInChildContext(name, (child) => child.step('return-value', async () => value)),
);
