import { withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Document {
  readonly text: string;
}

const { TARGET = '' } = process.env;

/** The service takes at most 1 MiB of JSON. */
const characters = 1_000_000;

export const handler = withDurableExecution(async (_event: null, context) => {
  const { text } = await context.invoke<Document, Document>(TARGET, { text: 'x'.repeat(characters) });
  return { length: text.length };
});
