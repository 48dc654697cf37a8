import { Readable, Writable } from 'node:stream';
import { Failure } from './failure.ts';

/** What a command hears and says. */
export interface Io {
  readonly stdin: Input;
  /** Data, and nothing else. */
  readonly stdout: Output;
  /** What people read: notes, prompts, errors. */
  readonly stderr: Output;
  /** Writes a line on stderr for people; nothing with --quiet. */
  note(text: string): void;
}

export interface Input {
  readonly stream: Streams['stdin'];
  readonly isTerminal: boolean;
  /** Whether another program has the terminal: what is typed, Ctrl-C too, is meant for that. */
  readonly isLent: boolean;
  /** Lets a program have the terminal until it ends. */
  lend<Outcome>(program: () => Promise<Outcome>): Promise<Outcome>;
}

export interface Output {
  readonly stream: Screen;
  readonly isTerminal: boolean;
  /** Columns; 80 where nobody knows. */
  readonly width: number;
  readonly color: boolean;
  /** Resolves when the reader has taken it, and also when there is no reader any more. */
  write(data: string | Uint8Array): Promise<void>;
}

/** The three streams as a process has them. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Screen;
  readonly stderr: Screen;
}

type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface IoOptions {
  readonly color?: (isTerminal: boolean) => boolean;
  readonly quiet?: boolean;
  /** Takes the notes instead of stderr. */
  readonly takeNote?: ((text: string) => void) | undefined;
  /** Called before anything is written, so that whatever else is on the screen can go away. */
  readonly beforeWrite?: () => void;
}

export function createIo(streams: Streams, options: IoOptions = {}): Io {
  return ioOf(createInput(streams), streams, options);
}

/** The same streams, spoken to in another way. */
export function changeIo({ stdin, stdout, stderr }: Io, options: IoOptions): Io {
  return ioOf(stdin, { stdout: stdout.stream, stderr: stderr.stream }, options);
}

function ioOf(stdin: Input, screens: Pick<Streams, 'stdout' | 'stderr'>, options: IoOptions): Io {
  const stderr = createOutput(screens.stderr, options);
  return {
    stdin,
    stdout: createOutput(screens.stdout, options),
    stderr,
    note(text) {
      if (options.quiet) return;
      if (options.takeNote) options.takeNote(harmless(text));
      else stderr.write(`${harmless(text)}\n`).catch(() => {});
    },
  };
}

// What functions print and what others typed is in there, and must not move the cursor; lines and tabs may be.
const harmless = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]+/gu, ' ');

// Opening stdin takes a while, and few commands need it.
function createInput(streams: Pick<Streams, 'stdin'>): Input {
  let isLent = false;
  return {
    get stream() {
      return streams.stdin;
    },
    get isTerminal() {
      return streams.stdin.isTTY === true;
    },
    get isLent() {
      return isLent;
    },
    async lend(program) {
      isLent = true;
      try {
        return await program();
      } finally {
        isLent = false;
      }
    },
  };
}

function createOutput(stream: Screen, { color, beforeWrite }: IoOptions): Output {
  const isTerminal = stream.isTTY === true;
  return {
    stream,
    isTerminal,
    get width() {
      return stream.columns || 80;
    },
    color: color?.(isTerminal) ?? false,
    write(data) {
      beforeWrite?.();
      return write(stream, data);
    },
  };
}

function write(stream: Writable, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(data, (error) => {
      if (!error || isClosed(error)) resolve();
      else
        reject(new Failure({ code: 'output-failed', message: `cannot write the output: ${error.message}` }));
    });
  });
}

const closedCodes = ['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'];

/** Whether a stream's error says no more than that its reader has gone. */
export function isClosed(error: NodeJS.ErrnoException): boolean {
  return error.code !== undefined && closedCodes.includes(error.code);
}

export interface MemoryIo extends Io {
  /** Everything written so far. */
  readonly out: { readonly bytes: Uint8Array; readonly text: string };
  readonly err: { readonly bytes: Uint8Array; readonly text: string };
}

export interface MemoryOptions {
  readonly stdin?: string | Uint8Array;
  /** Which of the streams are terminals; none by default. */
  readonly terminal?: boolean | { readonly [Stream in keyof Streams]?: boolean };
  readonly width?: number;
}

/** Streams in memory, for tests. */
export function memoryIo({ stdin = '', terminal = false, width = 80 }: MemoryOptions = {}): MemoryIo {
  const isTTY = (stream: keyof Streams) =>
    typeof terminal === 'boolean' ? terminal : terminal[stream] === true;
  const out = new MemoryScreen(isTTY('stdout'), width);
  const err = new MemoryScreen(isTTY('stderr'), width);
  const input = Object.assign(Readable.from([Buffer.from(stdin)]), { isTTY: isTTY('stdin') });
  return { ...createIo({ stdin: input, stdout: out, stderr: err }), out, err };
}

class MemoryScreen extends Writable {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly #chunks: Uint8Array[] = [];

  constructor(isTTY: boolean, columns: number) {
    super();
    this.isTTY = isTTY;
    this.columns = columns;
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }
}
