import type { CallbackChange } from '../../lambda/watch/callback-change.ts';
import type { Clock } from '../../model/time.ts';
import type { WatchEvent, WatchLedger } from './watch-ledger.ts';

/** What there is to tell of changes as they come, and of time as it passes between them. */
export async function* watchEvents(
  changes: AsyncGenerator<CallbackChange>,
  ledger: WatchLedger,
  clock: Clock,
): AsyncGenerator<WatchEvent> {
  let next = changes.next();
  try {
    for (;;) {
      using alarm = alarmAt(clock, ledger.due);
      const result = await Promise.race([next, alarm.rings]);
      if (!result) yield* ledger.tell(clock.now());
      else if (result.done) return;
      else {
        next = changes.next();
        yield* ledger.take(result.value, clock.now());
      }
    }
  } finally {
    next.catch(() => {});
    changes.return(undefined).catch(() => {});
  }
}

function alarmAt(clock: Clock, due: number): Disposable & { readonly rings: Promise<undefined> } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer =
    due === Infinity ? undefined : clock.after(Math.max(0, due - clock.now()), () => resolve(undefined));
  return { rings: promise, [Symbol.dispose]: () => timer?.[Symbol.dispose]() };
}
