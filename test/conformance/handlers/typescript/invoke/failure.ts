import { withDurableExecution } from '@aws/durable-execution-sdk-js';

const { TARGET = '' } = process.env;

export const handler = withDurableExecution((_event: null, context) => context.invoke(TARGET));
