import { interruptions } from './cli/interruption.ts';
import { createIo, isClosed } from './cli/io.ts';
import { run } from './run.ts';

const interruption = new AbortController();
const insistence = new AbortController();
const io = createIo(process);

async function main(): Promise<void> {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interrupt(name));
  process.stdout.on('error', (error) => {
    if (isClosed(error)) interruption.abort(interruptions.closedPipe);
  });
  process.stderr.on('error', () => {});
  process.exitCode = await run(process.argv.slice(2), {
    io,
    workingDirectory: process.cwd(),
    environment: process.env,
    began: performance.timeOrigin,
    signal: interruption.signal,
    insisted: insistence.signal,
  });
}

const showCursor = '\x1b[?25h';

// The first one lets the command say what it did; the second ends the process at once, as if nobody had listened.
function interrupt(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void {
  // Who interrupts what an editor does does not mean what waits for the editor.
  if (name === 'SIGINT' && io.stdin.isLent) return;
  if (interruption.signal.aborted) {
    insistence.abort();
    // A spinner hides it, and nobody is left to show it again.
    if (process.stderr.isTTY) process.stderr.write(showCursor);
    process.removeAllListeners(name);
    process.kill(process.pid, name);
  }
  interruption.abort(interruptions[name]);
}

main();
