import { join } from 'node:path';
import type { Clock } from '../../model/time.ts';
import type { Lambda } from '../client.ts';
import { askVersion } from '../emulator-questions.ts';
import type { RecentLambda } from './recent-lambda.ts';
import { Store } from './store.ts';

export interface CacheSettings {
  /** Where durcb keeps things for its user. */
  readonly directory: string;
  readonly clock: Clock;
  /** Told once, when nothing can be kept. */
  readonly onTrouble: (message: string) => void;
}

/** The same service, whose histories are kept for the next run. durcb's own emulator is quick enough without. */
export function withCache(lambda: Lambda, { directory, clock, onTrouble }: CacheSettings): Lambda {
  const now = () => clock.now();
  const store = new Store({ directory: join(directory, 'service'), now, onTrouble });
  const open = async () => {
    if (await askVersion(lambda.endpoint)) return undefined;
    const { historyCache } = await import('./history-cache.ts');
    return historyCache(store, lambda.endpoint ?? '', now);
  };
  let opened: ReturnType<typeof open> | undefined;
  const histories = () => {
    opened ??= open();
    return opened;
  };
  const changing = changesIn(lambda, store, now);
  return {
    ...lambda,
    histories,
    recent: (maxAge) => recentOf({ ...lambda, histories }, store, now() - maxAge),
    sendSuccess: changing(lambda.sendSuccess),
    sendFailure: changing(lambda.sendFailure),
    stopDurableExecution: changing(lambda.stopDurableExecution),
    invoke: changing(lambda.invoke),
  };
}

const changeKey = async (lambda: Lambda): Promise<string> => `change ${await lambda.place()}`;

async function recentOf(lambda: Lambda, store: Store, since: number): Promise<RecentLambda | undefined> {
  const histories = await lambda.histories?.();
  const { caller } = await lambda.identity();
  if (!histories || caller === undefined) return undefined;
  const { recentLambda } = await import('./recent-lambda.ts');
  const changed = await store.read(await changeKey(lambda));
  const scope = `${await lambda.place()} ${caller}`;
  return recentLambda(lambda, { store, histories, scope, since: Math.max(since, (changed?.at ?? 0) + 1) });
}

type Call<Input, Output> = (input: Input, signal?: AbortSignal) => Promise<Output>;

/** Calls behind which nothing that was read before is recent: which execution it was, the id of a callback does not tell. */
function changesIn(lambda: Lambda, store: Store, now: () => number) {
  const mark = async () => {
    if (await store.isThere()) await store.write(await changeKey(lambda), { text: '', at: now() });
  };
  return <Input, Output>(call: Call<Input, Output>): Call<Input, Output> =>
    async (input, signal) => {
      // Before, in case this process does not see the end of it.
      await mark();
      try {
        return await call(input, signal);
      } finally {
        await mark();
      }
    };
}
