import { exitCodes, Failure } from '../cli/failure.ts';
import { parseConsoleUrl, parseExecutionArn } from '../model/arn.ts';
import { percentDecoded } from '../model/percent-decoded.ts';
import type { Lambda } from './client.ts';
import { checkExecutionName } from './execution-name.ts';
import { type ExecutionQuery, type ListedExecution, listExecutions } from './executions.ts';

/**
 * The ARN that an `<execution>` means: itself, a console address, `@last`, `@last-failed`,
 * a name, or the beginning of one. Throws when it means none, or more than one.
 */
export async function resolveExecution(
  lambda: Lambda,
  given: string,
  functionName: string | undefined,
  signal?: AbortSignal,
): Promise<string> {
  const text = given.trim();
  if (text.startsWith('arn')) return checkArn(text);
  if (/^https?:/.test(text)) return fromConsole(lambda, text, signal);
  if (text.startsWith('@')) return newest(lambda, text, functionName, signal);
  return byName(lambda, text, functionName, signal);
}

function checkArn(text: string): string {
  const arn = percentDecoded(text);
  if (parseExecutionArn(arn)) return arn;
  throw new Failure({
    code: 'malformed-execution-arn',
    message: `not the ARN of a durable execution: ${text}`,
    hint: 'it looks like arn:aws:lambda:REGION:ACCOUNT:function:NAME:VERSION/durable-execution/NAME/ID',
    exitCode: exitCodes.refused,
  });
}

async function fromConsole(lambda: Lambda, address: string, signal?: AbortSignal): Promise<string> {
  const parts = parseConsoleUrl(address);
  if (!parts)
    throw new Failure({
      code: 'malformed-console-address',
      message: `not the console address of a durable execution: ${address}`,
      hint: 'copy the address of the page that shows one execution, or give its ARN',
      exitCode: exitCodes.refused,
    });
  const functionName = `${parts.functionName}:${parts.version}`;
  for await (const { DurableExecutionArn } of listExecutions(
    lambda,
    { functionName, name: parts.executionName },
    signal,
  ))
    if (DurableExecutionArn.endsWith(`/${parts.executionId}`)) return DurableExecutionArn;
  throw notFound(`no execution ${parts.executionName} of ${functionName}`);
}

const selectors: Readonly<Record<string, ExecutionQuery>> = {
  '@last': {},
  '@last-failed': { statuses: ['FAILED', 'TIMED_OUT'] },
};

async function newest(
  lambda: Lambda,
  selector: string,
  functionName: string | undefined,
  signal?: AbortSignal,
): Promise<string> {
  const query = selectors[selector];
  if (!query)
    throw new Failure({
      code: 'usage',
      message: `${selector} is not known`,
      hint: `known are ${Object.keys(selectors).join(' and ')}`,
      exitCode: exitCodes.usage,
    });
  for await (const { DurableExecutionArn } of listExecutions(lambda, { ...query, functionName }, signal))
    return DurableExecutionArn;
  throw notFound(`no execution for ${selector}${functionName ? ` of ${functionName}` : ''}`);
}

async function byName(
  lambda: Lambda,
  name: string,
  functionName: string | undefined,
  signal?: AbortSignal,
): Promise<string> {
  checkExecutionName(name);
  const exact = await firstFew(listExecutions(lambda, { functionName, name }, signal));
  const found = exact.length > 0 ? exact : await firstFew(beginningWith(lambda, name, functionName, signal));
  const [execution] = found;
  if (!execution) throw notFound(`no execution named ${name}${functionName ? ` of ${functionName}` : ''}`);
  if (found.length > 1) throw ambiguous(name, found);
  return execution.DurableExecutionArn;
}

async function* beginningWith(
  lambda: Lambda,
  prefix: string,
  functionName: string | undefined,
  signal?: AbortSignal,
): AsyncGenerator<ListedExecution> {
  for await (const execution of listExecutions(lambda, { functionName }, signal))
    if (execution.DurableExecutionName.startsWith(prefix)) yield execution;
}

// As many as a person reads through.
const few = 10;

async function firstFew(executions: AsyncIterable<ListedExecution>): Promise<ListedExecution[]> {
  const found: ListedExecution[] = [];
  for await (const execution of executions) {
    found.push(execution);
    if (found.length === few) break;
  }
  return found;
}

const notFound = (message: string): Failure =>
  new Failure({
    code: 'execution-not-found',
    message,
    hint: 'durcb executions lists them; check --function, --region and --profile',
    exitCode: exitCodes.notFound,
  });

const ambiguous = (name: string, found: readonly ListedExecution[]): Failure =>
  new Failure({
    code: 'ambiguous-execution',
    message: `${name} means more than one execution: ${found.map((one) => one.DurableExecutionArn).join(', ')}`,
    hint:
      found.length < few
        ? 'give one of these ARNs'
        : 'these are the newest; give an ARN, or more of the name',
    exitCode: exitCodes.usage,
  });
