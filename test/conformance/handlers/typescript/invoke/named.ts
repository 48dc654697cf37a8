import { withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Request {
  readonly name: string;
  readonly payload: string;
}

const { TARGET = '' } = process.env;

export const handler = withDurableExecution(({ name, payload }: Request, context) =>
  context.invoke<string, string>(name, TARGET, payload),
);
