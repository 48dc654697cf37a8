import { formatDuration } from '../model/time.ts';
import type { Cell } from './command.ts';
import type { TimeStyle } from './global-options.ts';

export interface CellStyle {
  /** `clock`: the time of day, for lines that stay on the screen while time goes on. */
  readonly time: TimeStyle | 'clock';
  /** Durations as `2h 30m` and not in seconds, yes and no and not true and false. */
  readonly forPeople: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The text of a cell, on one line and without control characters. */
export function formatCell(cell: Cell, style: CellStyle): string {
  if (cell === undefined) return style.forPeople ? '-' : '';
  if (typeof cell === 'boolean') return style.forPeople ? (cell ? 'yes' : 'no') : String(cell);
  if (cell instanceof Date) return formatTime(cell, style);
  if (typeof cell === 'object' && !('duration' in cell))
    return cell.map((word) => formatCell(word, style)).join(' ');
  if (typeof cell === 'object')
    return style.forPeople ? durationForPeople(cell.duration) : String(cell.duration / 1000);
  return oneLine(String(cell));
}

// Most steps take less than a second, and how much less is what people compare.
const durationForPeople = (duration: number): string =>
  duration > 0 && duration < 1000 ? `${Math.ceil(duration)}ms` : formatDuration(duration);

const timeFormats: Record<CellStyle['time'], (time: Date, now: number) => string> = {
  clock: formatClock,
  relative: formatRelative,
  iso: (time) => time.toISOString(),
  local: formatLocal,
  epoch: (time) => String(time.getTime() / 1000),
};

const formatTime = (time: Date, { time: style, now }: CellStyle): string => timeFormats[style](time, now);

function formatRelative(time: Date, now: number): string {
  const distance = time.getTime() - now;
  const duration = formatDuration(distance);
  if (duration === '0s') return 'now';
  return distance < 0 ? `${duration} ago` : `in ${duration}`;
}

function formatLocal(time: Date): string {
  const date = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits).join('-');
  return `${date} ${formatClock(time)}`;
}

function formatClock(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':');
}

const twoDigits = (part: number): string => String(part).padStart(2, '0');

/** Text as one line: what would move the cursor, or colour what follows, is made a space. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
