import { withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Order {
  readonly orderId: string;
}

const { TARGET = '' } = process.env;

export const handler = withDurableExecution(async (_event: null, context) => {
  const { orderId } = await context.invoke<Order, Order>(TARGET, { orderId: 'o-1' });
  return await context.step('confirm', async () => `${orderId} confirmed`);
});
