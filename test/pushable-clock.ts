import { type Clock, systemClock } from '../src/model/time.ts';

/** Real time, which a test can push forward: whatever comes due on the way is called at once. */
export interface PushableClock extends Clock {
  push(milliseconds: number): void;
}

interface Alarm {
  readonly due: number;
  readonly call: () => void;
  timer: Disposable;
}

export function pushableClock(): PushableClock {
  let ahead = 0;
  const alarms = new Set<Alarm>();
  const now = () => systemClock.now() + ahead;
  const arm = (alarm: Alarm): void => {
    alarm.timer = systemClock.after(alarm.due - now(), () => {
      alarms.delete(alarm);
      alarm.call();
    });
  };
  return {
    now,
    after(milliseconds, call) {
      const alarm: Alarm = { due: now() + milliseconds, call, timer: { [Symbol.dispose]: () => {} } };
      alarms.add(alarm);
      arm(alarm);
      return {
        [Symbol.dispose]() {
          alarms.delete(alarm);
          alarm.timer[Symbol.dispose]();
        },
      };
    },
    push(milliseconds) {
      ahead += milliseconds;
      for (const alarm of alarms) {
        alarm.timer[Symbol.dispose]();
        arm(alarm);
      }
    },
  };
}
