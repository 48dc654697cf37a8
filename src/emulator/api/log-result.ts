export interface PlainRun {
  readonly requestId: string;
  readonly version: string;
  readonly milliseconds: number;
  readonly memoryMegabytes: number;
}

// What X-Amz-Log-Result carries at most; bytes.
const longest = 4096;

/** The end of a log as a caller gets it, in base64: the function's lines between those that the service writes. */
export function logResult(
  log: string,
  { requestId, version, milliseconds, memoryMegabytes }: PlainRun,
): string {
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${milliseconds.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(milliseconds)} ms`,
    `Memory Size: ${memoryMegabytes} MB`,
  ].join('\t');
  return ending(
    `START RequestId: ${requestId} Version: ${version}\n${log}END RequestId: ${requestId}\n${report}\t\n`,
  );
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
