import { DurableExecutionArn } from './ids.ts';
import { percentDecoded } from './percent-decoded.ts';

/** Where functions live: the account an ARN names. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Where functions live unless told otherwise. */
export const defaultPlace: Place = { partition: 'aws', region: 'us-east-1', account: '123456789012' };

export interface ExecutionArnParts extends Place {
  readonly functionName: string;
  readonly version: string;
  readonly executionName: string;
  readonly executionId: string;
}

export function formatExecutionArn(parts: ExecutionArnParts): DurableExecutionArn {
  const { functionName, version, executionName, executionId } = parts;
  return DurableExecutionArn.parse(
    `${formatFunctionArn(parts, functionName, version)}/durable-execution/${executionName}/${executionId}`,
  );
}

const executionArn =
  /^arn:([^:]+):lambda:([^:]+):(\d{12}):function:([^:/]+):([^:/]+)\/durable-execution\/([^:/]+)\/([^:/]+)$/;

/** Undefined when the text is no execution ARN. */
export function parseExecutionArn(text: string): ExecutionArnParts | undefined {
  const match = executionArn.exec(text);
  if (!match) return undefined;
  const [, partition = '', region = '', account = '', functionName = '', version = ''] = match;
  const [, , , , , , executionName = '', executionId = ''] = match;
  return { partition, region, account, functionName, version, executionName, executionId };
}

export function formatFunctionArn(place: Place, functionName: string, qualifier?: string): string {
  const { partition, region, account } = place;
  const unqualified = `arn:${partition}:lambda:${region}:${account}:function:${functionName}`;
  return qualifier === undefined ? unqualified : `${unqualified}:${qualifier}`;
}

export interface FunctionReference {
  readonly region?: string;
  readonly account?: string;
  readonly functionName: string;
  readonly qualifier?: string;
}

const functionReference =
  /^(?:(?:arn:[a-zA-Z-]+:lambda:)?(?:([a-z]{2,}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?function:|(\d{12}):function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

/** Reads `name`, `name:qualifier`, `account:function:name`, or a whole ARN; undefined when it is none of them. */
export function parseFunctionReference(text: string): FunctionReference | undefined {
  const match = functionReference.exec(text);
  if (!match?.[4]) return undefined;
  const account = match[2] ?? match[3];
  return {
    ...(match[1] && { region: match[1] }),
    ...(account && { account }),
    functionName: match[4],
    ...(match[5] && { qualifier: match[5] }),
  };
}

const consoles: Readonly<Record<string, string>> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The address of the page on which the Lambda console shows an execution. */
export function formatConsoleUrl(parts: ExecutionArnParts): string {
  const { partition, region, functionName, version, executionName, executionId } = parts;
  const host = `${region}.${consoles[partition] ?? 'console.aws.amazon.com'}`;
  const [name, qualifier, execution, id] = [functionName, version, executionName, executionId].map(
    encodeURIComponent,
  );
  const page = `/functions/${name}/versions/${qualifier}/executions/${execution}/${id}`;
  return `https://${host}/lambda/home?region=${region}#${page}`;
}

const consoleExecution =
  /^https:\/\/([a-z0-9-]+)\.console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)\/lambda\/.*#\/functions\/([^/]+)\/versions\/([^/]+)\/executions\/([^/?]+)\/([^/?]+)/;

/** The execution a Lambda console address shows; undefined for any other text. The account is not in the address. */
export function parseConsoleUrl(text: string): Omit<ExecutionArnParts, 'account' | 'partition'> | undefined {
  const match = consoleExecution.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1).map(percentDecoded);
  if (parts.some((part) => part.includes('%'))) return undefined;
  const [region = '', functionName = '', version = '', executionName = '', executionId = ''] = parts;
  return { region, functionName, version, executionName, executionId };
}
