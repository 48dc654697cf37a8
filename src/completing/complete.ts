import { isAbsolute, join } from 'node:path';
import { type Config, loadConfig } from '../cli/config.ts';
import { type ExitCode, exitCodes } from '../cli/failure.ts';
import { checkGlobals } from '../cli/global-options.ts';
import type { Surroundings } from '../cli/run-command.ts';
import { isLoopback } from '../lambda/connection.ts';
import { sleep } from '../model/time.ts';
import { fewOffers } from './few-offers.ts';
import { liveOffers } from './live-offers.ts';
import { type Offer, offerLine } from './offer.ts';
import { offerCache } from './offer-cache.ts';
import { profileOffers } from './profile-offers.ts';
import { type Question, questionOf } from './question.ts';
import { readTypedLine, type TypedLine } from './typed-line.ts';

interface Completing
  extends Pick<Surroundings, 'io' | 'clock' | 'environment' | 'workingDirectory' | 'connect'> {
  /** When somebody pressed the key, epoch milliseconds: when this process began. */
  readonly began: number;
}

interface Found {
  readonly offers: readonly Offer[];
  /** Keeps them for the next time. */
  keep?(): Promise<void>;
}

/**
 * What the shells' scripts call, with the kind of word that is wanted, `=` and its beginning, and the words before it:
 * prints what can be typed there, a line each. Asks nothing, says nothing on stderr, takes less than a second.
 */
export async function complete(argv: readonly string[], completing: Completing): Promise<ExitCode> {
  const [kind = '', word = '', ...words] = argv;
  // On a half-typed line anything may be wrong, and it is not the time to say so.
  const line = readTypedLine(word.replace('=', ''), words);
  const { offers, keep } = await find(kind, line, completing).catch(() => nothing);
  await completing.io.stdout.write(fewOffers(offers, line.word).map(offerLine).join(''));
  await keep?.();
  return exitCodes.done;
}

const nothing: Found = { offers: [] };

async function find(kind: string, line: TypedLine, completing: Completing): Promise<Found> {
  const { environment, workingDirectory, clock } = completing;
  if (kind === 'profile') return { offers: profileOffers(environment) };
  const question = questionOf(kind, line);
  if (!question) return nothing;
  const config = loadConfig({ flags: flagsOf(line), environment, workingDirectory, isTerminal: false });
  if (isFromStranger(config)) return nothing;
  const { cache: mayKeep, cacheDirectory } = config;
  if (!mayKeep || cacheDirectory === undefined) return ask(question, config, completing);
  const cache = offerCache(join(cacheDirectory, 'completion'), clock);
  const asked = [question, placeOf(config, environment)];
  const cached = await cache.read(asked);
  if (cached && cached.age < freshness(config)) return cached;
  const { offers, isWhole } = await ask(question, config, completing);
  if (isWhole) return { offers, keep: () => cache.write(asked, offers) };
  return cached ?? { offers };
}

function flagsOf({ options }: TypedLine) {
  return checkGlobals({
    local: options.has('--local') || undefined,
    endpointUrl: options.get('--endpoint-url'),
    region: options.get('--region'),
    profile: options.get('--profile'),
    noCache: options.has('--no-cache') || undefined,
  });
}

// Who presses a key in a directory need not know its files, and signs nothing for an address in one of them.
const isFromStranger = ({ endpointUrl, sources }: Config): boolean =>
  isAbsolute(sources.endpointUrl) && !isLoopback(endpointUrl);

// Whose account it is.
const placeOf = ({ endpointUrl, region, profile }: Config, environment: Completing['environment']) => [
  endpointUrl,
  region,
  profile,
  environment.AWS_ACCESS_KEY_ID,
  environment.AWS_CONFIG_FILE,
  environment.AWS_SHARED_CREDENTIALS_FILE,
];

// An emulator is asked in no time, and what it is asked for changes while somebody tries things.
const freshness = ({ endpointUrl }: Config): number => (isLoopback(endpointUrl) ? 1_000 : 10_000);

// With the end of the process this is less than a second. Where the machine is busy, most of it is gone before anybody is asked.
const limit = 700;

interface Answer {
  readonly offers: readonly Offer[];
  /** All there is, and not what came in time. */
  readonly isWhole: boolean;
}

async function ask(
  question: Question,
  config: Config,
  { connect, environment, clock, began }: Completing,
): Promise<Answer> {
  const offers: Offer[] = [];
  const ending = new AbortController();
  const lambda = await connect(config, environment);
  const asking = { lambda, now: clock.now(), signal: ending.signal };
  const answered = (async () => {
    for await (const offer of liveOffers(asking, question)) offers.push(offer);
    return true;
  })().catch(() => false);
  const outOfTime = sleep(clock, Math.min(began - clock.now(), 0) + limit, ending.signal).then(
    () => false,
    () => false,
  );
  const isWhole = await Promise.race([answered, outOfTime]);
  ending.abort();
  lambda.close();
  return { offers: [...offers], isWhole };
}
