import { type FileHandle, open, readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { exitCodes, Failure } from '../../cli/failure.ts';

const entry = z.strictObject({
  At: z.string(),
  /** `sending` is written before, for who finds the callback closed and wonders by whom. */
  State: z.enum(['sending', 'sent']),
  CallbackId: z.string(),
  Answer: z.enum(['success', 'failure']),
  Sha256: z.optional(z.string()),
});
export type LogEntry = z.infer<typeof entry>;

/** What was sent, a line of JSON each, so that it is not sent again. */
export interface AnswerLog {
  /** What earlier runs wrote of a callback: that it was sent, where they did, else what came last. */
  earlier(callbackId: string): LogEntry | undefined;
  /** Resolves when the line would survive a crash of the machine. */
  add(entry: LogEntry): Promise<void>;
  close(): Promise<void>;
}

/** Reads a log that may not be there yet; only to be read, it is left as it is. */
export async function openAnswerLog(path: string, isReadOnly: boolean): Promise<AnswerLog> {
  try {
    const text = await readFile(path, 'utf8').catch(orEmpty);
    const entries = lastOfEach(parseLog(text, path));
    const file = isReadOnly ? undefined : await openAtLineStart(path, text);
    return { earlier: (id) => entries.get(id), ...appender(file) };
  } catch (error) {
    throw error instanceof Failure ? error : unusable(path, error);
  }
}

const orEmpty = (error: NodeJS.ErrnoException): string => {
  if (error.code === 'ENOENT') return '';
  throw error;
};

function parseLog(text: string, path: string): readonly LogEntry[] {
  return text.split('\n').flatMap((line, index) => {
    const parsed = entry.safeParse(jsonOr(line));
    if (parsed.success) return [parsed.data];
    // A crash cuts a line short.
    if (line === '' || isCutShort(line)) return [];
    throw new Failure({
      code: 'not-a-log',
      message: `line ${index + 1} of ${path} was not written by durcb answer; nothing was sent`,
      hint: '--log takes a file of its own, which need not be there yet',
      exitCode: exitCodes.refused,
    });
  });
}

// Another run at the same time may have tried what was sent already.
function lastOfEach(entries: readonly LogEntry[]): ReadonlyMap<string, LogEntry> {
  const last = new Map<string, LogEntry>();
  for (const one of entries)
    if (one.State === 'sent' || last.get(one.CallbackId)?.State !== 'sent') last.set(one.CallbackId, one);
  return last;
}

function jsonOr(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isCutShort = (line: string): boolean =>
  jsonOr(line) === undefined && ('{"At":"'.startsWith(line) || line.startsWith('{"At":"'));

async function openAtLineStart(path: string, text: string): Promise<FileHandle> {
  // Whoever knows an id can answer it.
  const file = await open(path, 'a', 0o600);
  if (text !== '' && !text.endsWith('\n')) await file.appendFile('\n');
  return file;
}

// One line after another, or they would run into each other.
function appender(file: FileHandle | undefined): Pick<AnswerLog, 'add' | 'close'> {
  let last: Promise<void> = Promise.resolve();
  return {
    add(added) {
      last = last.then(async () => {
        await file?.appendFile(`${JSON.stringify(added)}\n`);
        await file?.datasync();
      });
      return last.catch((error) => {
        throw unusable('the log', error);
      });
    },
    close: async () => file?.close(),
  };
}

const unusable = (path: string, cause: unknown): Failure =>
  new Failure({
    code: 'log-failed',
    message: `${path} cannot be written: ${cause instanceof Error ? cause.message : cause}`,
    hint: 'make room, or give --log another path',
    cause,
  });
