import { withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Order {
  readonly orderId: string;
}

const { TARGET = '' } = process.env;

export const handler = withDurableExecution(async (_event: null, context) => {
  const order = await context.step('take-order', async () => ({ orderId: 'o-1' }));
  return await context.invoke<Order, Order>(TARGET, order);
});
