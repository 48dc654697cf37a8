import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Context, flag } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { detailsOf, errorOf, type HistoryEvent, payloadOf } from '../../lambda/history-event.ts';
import { parseExecutionArn } from '../../model/arn.ts';
import { textValue } from '../values/text-value.ts';

export const savePayloadsOption = flag(
  '--save-payloads <directory>',
  'write each input, result and error, byte for byte, to a file of its own there',
  textValue,
  'file',
);

/** What the option asks for. */
export const payloadFolder = (
  { workingDirectory, io }: Pick<Context, 'workingDirectory' | 'io'>,
  directory: string | undefined,
): PayloadFolder | undefined =>
  directory === undefined ? undefined : new PayloadFolder(resolve(workingDirectory, directory), io.note);

/** Writes payloads to `<directory>/<execution>-<id>/<number>-<event>-<name>.json`, for the user alone. */
export class PayloadFolder {
  readonly #directory: string;
  readonly #note: (text: string) => void;

  constructor(directory: string, note: (text: string) => void) {
    this.#directory = directory;
    this.#note = note;
  }

  /** The file an event's payload is in; undefined when it has none. Throws when another one stands there. */
  save(DurableExecutionArn: string, event: HistoryEvent): string | undefined {
    const error = errorOf(event);
    const payload = payloadOf(event) ?? (error && JSON.stringify(error));
    if (payload === undefined) return undefined;
    const directory = join(this.#directory, folderOf(DurableExecutionArn));
    const file = join(directory, fileOf(event));
    if (isCut(event)) {
      this.#note(`durcb: warning: the service cut the payload of event ${event.EventId}, which is not saved`);
      return undefined;
    }
    write(directory, file, payload);
    return file;
  }
}

const folderOf = (arn: string): string => {
  const { executionName = 'execution', executionId = '' } = parseExecutionArn(arn) ?? {};
  return safe(`${executionName}-${executionId.slice(0, 8)}`);
};

const fileOf = ({ EventId, EventType, Name }: HistoryEvent): string =>
  `${[EventId, EventType, Name && safe(Name)].filter(Boolean).join('-')}.json`;

// Operations may be called anything, also `../..`; longer names than this some systems do not take.
const safe = (name: string): string => name.replaceAll(/[^\w.-]+/g, '_').slice(0, 100);

function isCut(event: HistoryEvent): boolean {
  const details = detailsOf(event) ?? {};
  return Object.values(details).some(
    (part) => typeof part === 'object' && part !== null && 'Truncated' in part && part.Truncated === true,
  );
}

function write(directory: string, file: string, payload: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(file, payload, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (isSame(file, payload)) return;
    throw new Failure({
      code: 'not-saved',
      message: `the payload cannot be written to ${file}: ${reasonOf(cause)}`,
      hint: 'nothing is overwritten; name another directory',
      exitCode: exitCodes.error,
      cause,
    });
  }
}

// Looking twice writes once.
function isSame(file: string, payload: string): boolean {
  try {
    return readFileSync(file, 'utf8') === payload;
  } catch {
    return false;
  }
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    ? 'another file stands there'
    : cause instanceof Error
      ? cause.message
      : String(cause);
