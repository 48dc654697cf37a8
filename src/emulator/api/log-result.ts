import { endLines, type PlatformEnd, type PlatformRun, startLines } from '../../model/platform-lines.ts';

// What X-Amz-Log-Result carries at most; bytes.
const longest = 4096;

/** The end of a log as a caller gets it, in base64: the function's lines between those that the service writes. */
export function logResult(log: string, run: PlatformRun, end: PlatformEnd, now: number): string {
  const start = startLines(run, now - end.milliseconds);
  return ending(`${start.join('\n')}\n${log}${endLines(run, end, now).join('\n')}\n`);
}

function ending(text: string): string {
  const bytes = Buffer.from(text);
  let start = Math.max(0, bytes.length - longest);
  while (isContinuation(bytes[start])) start++;
  return bytes.toString('base64', start);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
