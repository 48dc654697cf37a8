import { withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Request {
  readonly tenantId: string;
  readonly payload: string;
}

const { TARGET = '' } = process.env;

export const handler = withDurableExecution(({ tenantId, payload }: Request, context) =>
  context.invoke<string, string>('echo', TARGET, payload, { tenantId }),
);
