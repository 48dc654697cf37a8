import { withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Order {
  readonly orderId: string;
}

const { TARGET = '' } = process.env;

/** When the wait is over, the target's result comes from its checkpoint. */
export const handler = withDurableExecution(async (_event: null, context) => {
  const order = await context.invoke<Order, Order>(TARGET, { orderId: 'o-1' });
  await context.wait({ seconds: 1 });
  return order;
});
