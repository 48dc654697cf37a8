import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((name: string, context) =>
  context.step('greet', async ({ logger }) => {
    logger.info(`Greeting step started for: ${name}`);
    const greeting = `Hello, ${name}!`;
    logger.info(`Greeting step completed with: ${greeting}`);
    return greeting;
  }),
);
