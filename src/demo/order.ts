import { defaultSerdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Order {
  readonly orderId: string;
  readonly amount: number;
}

interface Approval {
  readonly approvedBy: string;
}

/** What `durcb demo` runs: an order is checked, waits for a person's approval, is packed and shipped. */
export const handler = withDurableExecution(async ({ orderId, amount }: Order, context) => {
  const total = await context.step('check-stock', async () => amount);
  const [approval] = await context.createCallback<Approval>('approve-order', {
    timeout: { hours: 48 },
    heartbeatTimeout: { hours: 12 },
    serdes: defaultSerdes,
  });
  const { approvedBy } = await approval;
  await context.wait('pack', { seconds: 2 });
  return await context.step('ship', async () => ({ orderId, total, approvedBy, status: 'shipped' }));
});
