/** What a command writes, as much of it as may be needed. */
export interface WorkerOutput {
  /** Takes a piece of stdout; false once it is more than the limit, when nothing more is kept. */
  add(chunk: Uint8Array): boolean;
  addError(chunk: Uint8Array): void;
  readonly isTooLarge: boolean;
  readonly bytes: Uint8Array;
  /** The last lines of stderr, whole ones. */
  readonly errorLines: readonly string[];
}

// As much as helps, and small enough for whoever shows it.
const tailBytes = 8192;
const tailLines = 50;

/** The limit is in bytes. */
export function workerOutput(limit: number): WorkerOutput {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let tail = Buffer.alloc(0);
  let isCut = false;
  return {
    add(chunk) {
      size += chunk.length;
      if (size > limit) chunks.length = 0;
      else chunks.push(chunk);
      return size <= limit;
    },
    addError(chunk) {
      const whole = Buffer.concat([tail, chunk]);
      isCut ||= whole.length > tailBytes;
      tail = whole.subarray(-tailBytes);
    },
    get isTooLarge() {
      return size > limit;
    },
    get bytes() {
      return Buffer.concat(chunks);
    },
    get errorLines() {
      const lines = tail
        .toString()
        .split(/\r?\n/)
        .slice(isCut ? 1 : 0);
      return lines.filter((line) => line.trim() !== '').slice(-tailLines);
    },
  };
}
