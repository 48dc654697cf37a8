import { join } from 'node:path';
import { historyCache } from '../../../src/lambda/cache/history-cache.ts';
import { Store } from '../../../src/lambda/cache/store.ts';
import { ManualClock } from '../../manual-clock.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';

/** A store in a directory that goes when the test has ended, under a clock of the test's. */
export function temporaryStore(test: { after(end: () => void): void }) {
  const clock = new ManualClock();
  const directory = join(temporaryDirectory(test), 'cache');
  const troubles: string[] = [];
  const settings = {
    directory,
    now: () => clock.now(),
    onTrouble: (message: string) => void troubles.push(message),
  };
  /** Another one over the same files, as the next run has. */
  const open = () => new Store(settings);
  const openHistories = () => historyCache(open(), 'somewhere', settings.now);
  return { clock, directory, troubles, open, openHistories };
}
