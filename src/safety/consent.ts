import type { Config } from '../cli/config.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import type { Io } from '../cli/io.ts';
import type { Prompt } from '../cli/prompt.ts';
import type { Lambda } from '../lambda/client.ts';
import type { Intent } from './intent.ts';
import { locate, placeText } from './place.ts';
import { type Protection, protectionOf } from './protection.ts';
import type { Target, Whereabouts } from './whereabouts.ts';

/** What somebody said on the command line about changing something, and how to ask. */
export interface Consent {
  /** With --yes nobody is asked. */
  readonly yes: boolean;
  readonly reason: string | undefined;
  readonly prompt: Prompt;
  readonly io: Pick<Io, 'note'>;
  readonly config: Pick<Config, 'file' | 'profile'>;
}

/**
 * Asks whoever must be asked before something is changed: about more than one thing anywhere, about
 * one where it is protected. Throws when somebody says no, or nobody can be asked.
 */
export async function seekConsent(
  lambda: Lambda,
  intent: Intent,
  { yes, reason, prompt, io, config }: Consent,
  signal: AbortSignal | undefined,
): Promise<void> {
  const rules = rulesFor(lambda, config);
  if (!rules && !intent.isAskedAnywhere) return;
  const where = await locate(lambda, intent.targets, signal);
  const protection = protectionOf(rules, config.profile, where);
  if (protection?.requiresReason && !reason) throw reasonMissing(protection);
  if (!protection && !intent.isAskedAnywhere) return;
  const sentence = sentenceOf(intent, where, config.profile, lambda);
  if (yes) return intent.isAskedAnywhere ? io.note(`durcb: ${doing[intent.verb]} ${sentence}`) : undefined;
  const why = protection ? `${capital(protection.why)}. ` : '';
  const isMeant = await prompt
    .confirm(`${why}${capital(intent.verb)} ${sentence}?`, '--yes')
    .catch(sayingNothingWasChanged);
  if (!isMeant) throw declined;
}

/** `3 executions of order, account 123456789012, …`, and what is sent there. */
export function sentenceOf(
  { what, content }: Intent,
  where: Whereabouts,
  profile: string | undefined,
  lambda: Pick<Lambda, 'endpoint' | 'isLocal'>,
): string {
  return `${what}${placeText(where, profile, lambda)}${content === undefined ? '' : `, ${content}`}`;
}

/** Throws where a reason is required and there is none. */
export async function demandReason(
  lambda: Lambda,
  targets: readonly Target[],
  { reason, config }: Pick<Consent, 'reason' | 'config'>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const rules = rulesFor(lambda, config);
  if (reason || !rules?.requireReason) return;
  const protection = protectionOf(rules, config.profile, await locate(lambda, targets, signal));
  if (protection) throw reasonMissing(protection);
}

/** Why it would be asked for before anything is changed; undefined where it would not be. */
export async function whyProtected(
  lambda: Lambda,
  { config }: Pick<Consent, 'config'>,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const rules = rulesFor(lambda, config);
  return rules && protectionOf(rules, config.profile, await locate(lambda, [], signal))?.why;
}

// An emulator is there to be tried.
const rulesFor = ({ isLocal }: Lambda, { file }: Consent['config']) =>
  isLocal ? undefined : file?.protected;

const doing = { answer: 'answering', start: 'starting', stop: 'stopping' } as const;

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

// Whoever gave up at the question; where nobody can be asked, that is all there is to say.
function sayingNothingWasChanged(error: unknown): never {
  const isGivenUp = error instanceof Failure && !silent.includes(error.exitCode);
  throw isGivenUp ? error.with({ message: `${error.message}; ${declined.message}` }) : error;
}

const silent: readonly number[] = [exitCodes.done, exitCodes.usage];

const declined = new Failure({ code: 'declined', message: 'nothing was changed' });

const reasonMissing = ({ why }: Protection): Failure =>
  new Failure({
    code: 'no-reason',
    message: `${why}, where a reason is required; nothing was changed`,
    hint: 'add --reason TEXT, or set DURCB_REASON',
    exitCode: exitCodes.usage,
  });
