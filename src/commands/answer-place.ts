import type { Lambda } from '../lambda/client.ts';
import { askPending } from '../lambda/emulator-questions.ts';
import { parseExecutionArn, parseFunctionReference } from '../model/arn.ts';
import type { AddressedAnswer } from './answer-one.ts';

/** `2 callbacks (1 with success, 1 with failure) of order, account 123456789012, region eu-west-1`, as far as it can be told. */
export async function answersAndTheirPlace(
  lambda: Lambda,
  answers: readonly AddressedAnswer[],
  signal: AbortSignal,
): Promise<string> {
  const { functions, account, region } = await placeOf(lambda, answers, signal);
  const parts = [
    `${countOf(answers)}${functions.length > 0 ? ` of ${listed(functions)}` : ''}`,
    account && `account ${account}`,
    region && `region ${region}`,
    `at ${await lambda.place()}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** `1 with success, 2 with failure`. */
export function kindsOf(answers: readonly AddressedAnswer[]): string {
  const counts = (['success', 'failure'] as const).map((kind) => ({
    kind,
    count: answers.filter(({ summary }) => summary.kind === kind).length,
  }));
  return counts.flatMap(({ kind, count }) => (count > 0 ? [`${count} with ${kind}`] : [])).join(', ');
}

function countOf(answers: readonly AddressedAnswer[]): string {
  const noun = answers.length === 1 ? 'callback' : 'callbacks';
  return `${answers.length} ${noun} (${kindsOf(answers)})`;
}

// Ids tell nothing on AWS; what the lines name beside them, and the emulator's index, do.
async function placeOf(lambda: Lambda, answers: readonly AddressedAnswer[], signal: AbortSignal) {
  const pending = (await askPending(lambda.endpoint, {}, signal)) ?? [];
  const arns = new Map(
    pending.map(({ CallbackId, DurableExecutionArn }) => [CallbackId, DurableExecutionArn]),
  );
  const places = answers.flatMap(({ target: { CallbackId, scope } }) => {
    const arn = scope.DurableExecutionArn ?? arns.get(CallbackId) ?? '';
    return parseExecutionArn(arn) ?? parseFunctionReference(scope.functionName ?? '') ?? [];
  });
  const known = places.find(({ account }) => account) ?? (await placeOfAny(lambda, signal));
  const functions = [...new Set(places.map(({ functionName }) => functionName))];
  return { functions, account: known?.account, region: known?.region };
}

// Whoever may answer need not be allowed to list, and is not kept from answering.
async function placeOfAny(lambda: Lambda, signal: AbortSignal) {
  const page = await lambda.listFunctions({ MaxItems: 1 }, signal).catch(() => undefined);
  signal.throwIfAborted();
  return parseFunctionReference(page?.Functions?.[0]?.FunctionArn ?? '');
}

// As many as a question has room for.
const few = 3;

function listed(names: readonly string[]): string {
  const more = names.length > few ? ` and ${names.length - few} more` : '';
  return `${names.slice(0, few).join(', ')}${more}`;
}
