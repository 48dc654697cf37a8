import { flag, type Row } from '../cli/command.ts';
import { compileQuery, type Json } from '../cli/query.ts';
import { usageFailure } from '../cli/usage.ts';
import type { Lambda } from '../lambda/client.ts';
import { mapInOrder } from '../lambda/map-in-order.ts';
import { undefinedIfGone } from '../lambda/service-error.ts';
import { textValue } from './values/text-value.ts';

/** Picks rows by the input of their executions, too. */
export const whereOption = flag(
  '--where <jmespath>',
  "those where it holds: \"input.orderId=='7'\"; knows input and the row's JSON; a call for each execution left",
  textValue,
);

/** What a row says, and the input of its execution: parsed, or the text when it is not JSON. */
export type Where = (row: Row, input: Json) => boolean;

/** Reads the expression of `--where`; throws a usage failure for one that is not JMESPath. */
export async function compileWhere(expression: string | undefined): Promise<Where | undefined> {
  if (expression === undefined) return undefined;
  refuseQuotedNames(expression);
  const query = await compileQuery(expression, '--where');
  return (row, input) => isTrue(query({ ...plain(row), input }));
}

// To JMESPath what is in double quotes is a member, so that nothing would ever be equal to it.
function refuseQuotedNames(expression: string): void {
  const [, name] = /[=!<>]=?\s*"((?:[^"\\]|\\.)*)"(?!\s*[.[])/.exec(expression) ?? [];
  if (name === undefined) return;
  throw usageFailure(
    `--where: "${name}" in double quotes is a member`,
    `text is in single quotes: '${name}'`,
  );
}

// Executions read at a time: enough to hide the network, few enough for the service's limits.
const width = 8;

/** The rows whose execution fits, in their order; each row has a `DurableExecutionArn`. Without `where` all of them. */
export async function* rowsWhere<Shown extends Row>(
  rows: AsyncIterable<Shown>,
  where: Where | undefined,
  lambda: Lambda,
  signal: AbortSignal,
): AsyncGenerator<Shown> {
  if (!where) return yield* rows;
  const inputs = rememberLast<Json | undefined>();
  const judge = async (row: Shown, either: AbortSignal) => {
    const arn = String(row.DurableExecutionArn);
    const input = await inputs(arn, () => inputOrGone(lambda, arn, either));
    return input !== undefined && where(row, input) ? row : undefined;
  };
  const judged = mapInOrder(rows, width, judge, signal);
  for await (const row of judged) if (row) yield row;
}

// The callbacks of an execution come one after the other.
function rememberLast<Answer>() {
  let last: { readonly key: string; readonly answer: Promise<Answer> } | undefined;
  return (key: string, ask: () => Promise<Answer>): Promise<Answer> => {
    if (last?.key !== key) last = { key, answer: ask() };
    return last.answer;
  };
}

async function inputOrGone(
  lambda: Lambda,
  DurableExecutionArn: string,
  signal: AbortSignal,
): Promise<Json | undefined> {
  const query = { DurableExecutionArn, IncludeExecutionData: true };
  const found = await lambda.getDurableExecution(query, signal).catch(undefinedIfGone);
  if (!found) return undefined;
  return found.InputPayload === undefined ? null : parsed(found.InputPayload);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const plain = (row: Row): { [member: string]: Json } => JSON.parse(JSON.stringify(row));

// As JMESPath has it: null, false and what is empty are not true, and 0 is.
function isTrue(json: Json): boolean {
  if (json === null || json === false || json === '') return false;
  return typeof json !== 'object' || Object.keys(json).length > 0;
}
