import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Surroundings {
  readonly shell: 'bash' | 'sh';
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** What a command was seen to do. */
export interface Seen {
  /** Of stdout and stderr together. */
  readonly output: string;
  readonly exitCode: number;
}

// Printed behind each output, and by nothing else.
const separator = '\x1e';

/** Types commands into one shell, one after another; each sees what those before it have left behind, `$?` too. */
export async function typeInto(
  { shell, directory, environment, signal }: Surroundings,
  commands: readonly string[],
): Promise<Seen[]> {
  const script = commands.map(recorded).join('');
  // A process group of its own ends as a whole, with what runs in its background.
  const child = spawn(shell, ['-c', script], {
    cwd: directory,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid = 0 } = child;
  const end = () => process.kill(-pid, 'SIGKILL');
  signal.addEventListener('abort', end);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  signal.removeEventListener('abort', end);
  const seen = out.split(separator).slice(0, -1).map(parseSeen);
  if (seen.length === commands.length && err === '') return seen;
  throw new Error(`the shell ended after ${seen.length} of ${commands.length} commands: ${err}${out}`);
}

function recorded(command: string): string {
  return `{\n${command}\n} 2>&1\nseen=$?\nprintf '\\n%s\\036' "$seen"\n(exit $seen)\n`;
}

function parseSeen(text: string): Seen {
  const [, output = '', exitCode] = /^(.*)\n(\d+)$/s.exec(text) ?? [];
  const isWhole = output === '' || output.endsWith('\n');
  return {
    output: isWhole ? output.replace(/\n$/, '') : `${output}[no newline]`,
    exitCode: Number(exitCode),
  };
}
