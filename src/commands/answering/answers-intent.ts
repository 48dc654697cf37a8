import type { Lambda } from '../../lambda/client.ts';
import { askPending } from '../../lambda/emulator-questions.ts';
import type { Intent } from '../../safety/intent.ts';
import type { Target } from '../../safety/whereabouts.ts';
import type { AddressedAnswer } from './answer-one.ts';

/** To answer all of these, as the question about it says. */
export async function answersIntent(
  lambda: Lambda,
  answers: readonly AddressedAnswer[],
  signal: AbortSignal,
): Promise<Intent> {
  const what = `${answers.length} ${answers.length === 1 ? 'callback' : 'callbacks'} (${kindsOf(answers)})`;
  return { verb: 'answer', what, targets: await targetsOf(lambda, answers, signal), isAskedAnywhere: true };
}

/** `1 with success, 2 with failure`. */
export function kindsOf(answers: readonly AddressedAnswer[]): string {
  const counts = (['success', 'failure'] as const).map((kind) => ({
    kind,
    count: answers.filter(({ summary }) => summary.kind === kind).length,
  }));
  return counts.flatMap(({ kind, count }) => (count > 0 ? [`${count} with ${kind}`] : [])).join(', ');
}

// Ids tell nothing on AWS; what the lines name beside them, and the emulator's index, do.
async function targetsOf(
  lambda: Lambda,
  answers: readonly AddressedAnswer[],
  signal: AbortSignal,
): Promise<readonly Target[]> {
  const pending = (await askPending(lambda.endpoint, {}, signal)) ?? [];
  const arns = new Map(
    pending.map(({ CallbackId, DurableExecutionArn }) => [CallbackId, DurableExecutionArn]),
  );
  return answers.map(({ target: { CallbackId, scope } }) => ({
    CallbackId,
    DurableExecutionArn: scope.DurableExecutionArn ?? arns.get(CallbackId),
    functionName: scope.functionName,
  }));
}
