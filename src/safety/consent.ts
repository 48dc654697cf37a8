import type { Config } from '../cli/config.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import type { Io } from '../cli/io.ts';
import type { Prompt } from '../cli/prompt.ts';
import type { Lambda } from '../lambda/client.ts';
import type { Intent } from './intent.ts';
import { locate, placeText } from './place.ts';
import { type Protection, protectionOf } from './protection.ts';

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
  if (!rules && !intent.isMany) return;
  const where = await locate(lambda, intent.targets, signal);
  const protection = protectionOf(rules, config.profile, where);
  if (protection?.requiresReason && !reason) throw reasonMissing(protection);
  if (!protection && !intent.isMany) return;
  const sentence = `${intent.what}${placeText(where, config.profile, lambda)}`;
  if (yes) return intent.isMany ? io.note(`durcb: ${doing[intent.verb]} ${sentence}`) : undefined;
  const why = protection ? `${capital(protection.why)}. ` : '';
  if (!(await prompt.confirm(`${why}${capital(intent.verb)} ${sentence}?`, '--yes'))) throw declined;
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

const declined = new Failure({ code: 'declined', message: 'nothing was changed' });

const reasonMissing = ({ why }: Protection): Failure =>
  new Failure({
    code: 'no-reason',
    message: `${why}, where a reason is required; nothing was changed`,
    hint: 'add --reason TEXT, or set DURCB_REASON',
    exitCode: exitCodes.usage,
  });
