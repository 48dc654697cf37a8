import type { Context } from '../../cli/command.ts';
import { formatDuration, toIso } from '../../model/time.ts';
import { alsoSaying } from '../also-saying.ts';
import type { Beat } from '../output/heartbeat.ts';
import type { Lasting } from './lasting.ts';

/** Hands beats on. Where they are broken off, or go on no longer, it says how many there were and until when the callbacks live. */
export async function* tellBeats(
  { clock, io, signal }: Pick<Context, 'clock' | 'io' | 'signal'>,
  beats: AsyncGenerator<Beat>,
  { ended, stop }: Lasting,
  isLoop: boolean,
): AsyncGenerator<Beat> {
  const start = clock.now();
  const latest = new Map<string, Beat>();
  let count = 0;
  try {
    for await (const beat of beats) {
      count++;
      latest.set(beat.CallbackId, beat);
      yield beat;
    }
    const left = [...latest.values()].filter(({ Derived }) => !Derived.Next);
    if (isLoop && left.length > 0)
      io.note(
        `durcb: stopped after ${formatDuration(clock.now() - start)}: ${numberOf(count)}; ${whatWaits(left)}`,
      );
  } catch (error) {
    if (!signal.aborted && !ended.aborted) throw error;
    const said = [numberOf(count), lifeOf([...latest.values()], clock.now())].filter(Boolean).join('; ');
    if (signal.aborted) throw alsoSaying(error, said);
    io.note(`durcb: ${ended.reason.message}; ${said}`);
  } finally {
    stop();
  }
}

const numberOf = (count: number): string =>
  count === 1 ? '1 heartbeat was sent' : `${count} heartbeats were sent`;

function whatWaits(left: readonly Beat[]): string {
  const ends = left.flatMap(({ Derived: { Expires } }) => Expires?.getTime() ?? []);
  const who = left.length === 1 ? 'the callback still waits' : `${left.length} callbacks still wait`;
  if (ends.length === 0) return who;
  const which = left.length === 1 ? '' : 'the first of them ';
  return `${who}, and ${which}expires at ${toIso(Math.min(...ends))} without another`;
}

function lifeOf(latest: readonly Beat[], now: number): string {
  const alive = latest.filter((beat) => !isOverdue(beat, now));
  const ends = alive.flatMap(({ Derived: { Expires } }) => Expires?.getTime() ?? []);
  if (ends.length === 0) return '';
  const first = toIso(Math.min(...ends));
  return ends.length === 1
    ? `the callback lives until ${first}`
    : `the first of ${ends.length} callbacks lives until ${first}`;
}

// Two intervals without a beat: that callback has been answered.
const isOverdue = ({ Derived: { At, Next } }: Beat, now: number): boolean =>
  !Next || now > 2 * Next.getTime() - At.getTime();
