import { setTimeout } from 'node:timers/promises';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { GetDurableExecutionHistoryCommand, LambdaClient } from '@aws-sdk/client-lambda';

const lambda = new LambdaClient();

export const handler = withDurableExecution((text: string, context) =>
  context.runInChildContext('child', (child) =>
    child.step('crash-once', async () => {
      await crashOnce(context.executionContext.durableExecutionArn);
      return text;
    }),
  ),
);

async function crashOnce(executionArn: string) {
  if (await hasHappened('InvocationCompleted', executionArn)) return;

  // A step that may run more than once begins before its start is stored.
  while (!(await hasHappened('StepStarted', executionArn))) await setTimeout(100);
  process.exit(1);
}

async function hasHappened(eventType: string, executionArn: string) {
  const { Events = [] } = await lambda.send(
    new GetDurableExecutionHistoryCommand({ DurableExecutionArn: executionArn }),
  );
  return Events.some(({ EventType }) => EventType === eventType);
}
