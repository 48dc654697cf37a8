import { withDurableExecution } from '@aws/durable-execution-sdk-js';

const { TARGET = '' } = process.env;

export const handler = withDurableExecution((event: unknown, context) =>
  context.invoke('echo', TARGET, event),
);
