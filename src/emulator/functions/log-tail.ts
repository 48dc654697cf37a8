// What X-Amz-Log-Result carries at most; bytes.
const tailBytes = 4096;

/** The end of an invocation's log, as the service gives it to a caller who asks for it. */
export class LogTail {
  #text = '';

  add(line: string): void {
    // A character is at least a byte, so more characters than this are never needed.
    this.#text = `${this.#text}${line}\n`.slice(-tailBytes);
  }

  text(): string {
    const bytes = Buffer.from(this.#text);
    let start = Math.max(0, bytes.length - tailBytes);
    while (isContinuation(bytes[start])) start++;
    return bytes.toString('utf8', start);
  }
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
