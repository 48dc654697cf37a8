import type { Readable } from 'node:stream';

// A program that never ends its line must not fill our memory; characters.
const longestLine = 65_536;

/** Calls once a line, without its end; a longer one than 64 Ki characters comes in pieces. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) emit(line.replace(/\r$/, ''), onLine);
    if (rest.length < longestLine) return;
    emit(rest, onLine);
    rest = '';
  });
  stream.on('end', () => {
    if (rest) emit(rest, onLine);
  });
}

function emit(line: string, onLine: (line: string) => void): void {
  if (line === '') onLine(line);
  for (let start = 0; start < line.length; start += longestLine) {
    onLine(line.slice(start, start + longestLine));
  }
}
