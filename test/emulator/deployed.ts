import type { CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';

/** An archive of these files, the same bytes each time. */
export function archive(files: Readonly<Record<string, string>>): Uint8Array {
  const content = Object.entries(files).map(([name, text]) => [name, strToU8(text)]);
  return zipSync(Object.fromEntries(content), { mtime: '2026-01-01' });
}

/** Code that answers with a word, and the version it runs as. */
export function saying(word: string): Uint8Array {
  const answer = `{ word: '${word}', version: process.env.AWS_LAMBDA_FUNCTION_VERSION }`;
  return archive({ 'index.mjs': `export const handler = async () => (${answer});` });
}

const sdk = import.meta.resolve('@aws/durable-execution-sdk-js');

/** Code of a durable function that sleeps for a minute and answers with a word. */
export function sleeper(word: string): Uint8Array {
  const text = `
    import { withDurableExecution } from '${sdk}';
    export const handler = withDurableExecution(async (event, context) => {
      await context.wait('pause', { seconds: 60 });
      return '${word}';
    });`;
  return archive({ 'index.mjs': text });
}

/** A request for a function that answers so. */
export function newFunction(
  FunctionName: string,
  word: string,
  more: Partial<CreateFunctionCommandInput> = {},
): CreateFunctionCommandInput {
  return {
    FunctionName,
    Role: 'arn:aws:iam::123456789012:role/any',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { ZipFile: saying(word) },
    ...more,
  };
}
