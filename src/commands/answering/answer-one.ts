import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import type { Lambda } from '../../lambda/client.ts';
import { type Clock, toIso } from '../../model/time.ts';
import type { AnswerLog, LogEntry } from './answer-log.ts';
import type { CallbackTarget } from './callback-target.ts';
import type { NumberedAnswer } from './read-answers.ts';
import { sendAnswer } from './send-answer.ts';
import { throughThrottling } from './through-throttling.ts';
import { triedBefore } from './tried-before.ts';

export interface AddressedAnswer extends NumberedAnswer {
  readonly target: CallbackTarget;
}

export interface Answered {
  readonly answer: AddressedAnswer;
  /** `checked` is not to be sent, `skipped` was sent by an earlier run, `closed` had come to its end before. */
  readonly outcome: 'checked' | 'sent' | 'closed' | 'skipped' | 'failed';
  readonly why?: string | undefined;
  /** What went wrong; of something sent, that it could not be written down. */
  readonly error?: Failure;
}

export interface AnswerRules {
  readonly log: AnswerLog | undefined;
  readonly ifPending: boolean;
  /** Called each time that the service is asked too often. */
  readonly onThrottled?: () => void;
}

/** Sends one of many answers. What was begun is not broken off; it rejects only for what nobody expected. */
export async function answerOne(
  context: Pick<Context, 'clock' | 'io' | 'signal'>,
  lambda: Lambda,
  answer: AddressedAnswer,
  rules: AnswerRules,
): Promise<Answered> {
  try {
    return await sendNow(context, lambda, answer, rules);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { answer, outcome: 'failed', why: shortly(error.message), error };
  }
}

/** Why a callback could not be answered, where it is told already which one. */
export const shortly = (message: string): string => message.replace(/^callback .* is closed: /, '');

/** What an earlier run wrote of it, when that is all there is to do. */
export function earlierRun(answer: AddressedAnswer, { log }: Pick<AnswerRules, 'log'>): Answered | undefined {
  const earlier = log?.earlier(answer.target.CallbackId);
  if (earlier?.State !== 'sent') return undefined;
  const { kind, description } = answer.summary;
  if (earlier.Answer === kind && earlier.Sha256 === description.Sha256)
    return { answer, outcome: 'skipped', why: `sent at ${earlier.At}, says the log` };
  const error = new Failure({
    code: 'answered-otherwise',
    message: `the log says that another answer was sent at ${earlier.At}`,
    exitCode: exitCodes.callbackAnswered,
  });
  return { answer, outcome: 'failed', why: error.message, error };
}

async function sendNow(
  context: Pick<Context, 'clock' | 'io' | 'signal'>,
  lambda: Lambda,
  answer: AddressedAnswer,
  { log, ifPending, onThrottled }: AnswerRules,
): Promise<Answered> {
  const { clock, io } = context;
  const loaded = await answer.load();
  const wasTried = log?.earlier(answer.target.CallbackId) !== undefined;
  await log?.add(entryOf(clock, answer, 'sending'));
  // The row says what a note would say.
  const quietly = { io: { ...io, note: () => {} }, signal: new AbortController().signal };
  const sent = wasTried ? triedBefore(loaded) : loaded;
  const { Sent, Closed = '' } = await throughThrottling(
    context,
    sent,
    (attempt) => sendAnswer(quietly, lambda, answer.target, attempt, ifPending),
    onThrottled,
  );
  if (Sent === false) return { answer, outcome: 'closed', why: shortly(Closed) };
  if (Sent === undefined)
    return { answer, outcome: 'closed', why: `${shortly(Closed)}; perhaps by this answer` };
  const error = await log?.add(entryOf(clock, answer, 'sent')).then(
    () => undefined,
    (failed) => failed,
  );
  return { answer, outcome: 'sent', ...(error instanceof Failure && { error }) };
}

function entryOf(clock: Clock, { target, summary }: AddressedAnswer, State: LogEntry['State']): LogEntry {
  const { Sha256 } = summary.description;
  const digest = typeof Sha256 === 'string' ? { Sha256 } : {};
  const At = toIso(clock.now());
  return { At, State, CallbackId: target.CallbackId, Answer: summary.kind, ...digest };
}
