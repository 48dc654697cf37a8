import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { askedOnce } from '../../lambda/asked-once.ts';
import type { Lambda } from '../../lambda/client.ts';
import { mapInOrder } from '../../lambda/map-in-order.ts';
import { oneByOne } from '../one-by-one.ts';
import { concernsOne } from './answer-all.ts';
import type { AddressedAnswer } from './answer-one.ts';
import { type BadLine, badLines } from './bad-lines.ts';
import { type CallbackTarget, callbackTarget } from './callback-target.ts';
import type { NumberedAnswer } from './read-answers.ts';

/** Finds the callback that each answer names; throws, saying which lines, unless each names another one. */
export async function addressAnswers(
  context: Context,
  lambda: Lambda,
  planned: readonly NumberedAnswer[],
): Promise<readonly AddressedAnswer[]> {
  const lines = new Map<string, number>();
  const answers: AddressedAnswer[] = [];
  const faults: BadLine[] = [];
  const snapshot = askedOnce(lambda);
  const found = mapInOrder(oneByOne(planned), 8, async (one) => ({
    one,
    target: await targetOf(context, snapshot, one),
  }));
  for await (const { one, target } of found) {
    const earlier = target instanceof Failure ? undefined : lines.get(target.CallbackId);
    if (target instanceof Failure) faults.push({ line: one.line, error: target });
    else if (earlier !== undefined) faults.push({ line: one.line, error: answeredTwice(earlier) });
    else {
      lines.set(target.CallbackId, one.line);
      answers.push({ ...one, target });
    }
  }
  if (faults.length > 0) throw badLines(context, faults, planned.length);
  return answers;
}

async function targetOf(
  context: Context,
  lambda: Lambda,
  { callback }: NumberedAnswer,
): Promise<CallbackTarget | Failure> {
  try {
    return await callbackTarget(context, lambda, callback);
  } catch (error) {
    if (error instanceof Failure && (concernsOne(error) || error.exitCode === exitCodes.usage)) return error;
    throw error;
  }
}

const answeredTwice = (earlier: number): Failure =>
  new Failure({
    code: 'answered-twice',
    message: `it answers the same callback as line ${earlier}`,
    hint: 'the first answer alone would count: remove one of them',
    exitCode: exitCodes.refused,
  });
