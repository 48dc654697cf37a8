import { withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Order {
  readonly orderId: string;
}

const { TARGET = '' } = process.env;

export const handler = withDurableExecution((_event: null, context) =>
  context.runInChildContext('child', (child) => child.invoke<Order, Order>(TARGET, { orderId: 'o-1' })),
);
