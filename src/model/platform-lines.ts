/** An invocation as the service's own lines tell of it. */
export interface PlatformRun {
  readonly requestId: string;
  readonly version: string;
  readonly definition: {
    readonly memoryMegabytes: number;
    readonly logging?: { readonly LogFormat: 'Text' | 'JSON' } | undefined;
  };
}

export interface PlatformEnd {
  readonly milliseconds: number;
  readonly isSuccess: boolean;
}

/** What the service writes into a log before what an invocation prints; `now` in epoch milliseconds. */
export function startLines({ requestId, version, definition }: PlatformRun, now: number): readonly string[] {
  if (!isJson(definition)) return [`START RequestId: ${requestId} Version: ${version}`];
  return [record('start', { requestId, version }, now)];
}

/** And after it. How much memory was used nobody measures here. */
export function endLines(
  { requestId, definition }: PlatformRun,
  { milliseconds, isSuccess }: PlatformEnd,
  now: number,
): readonly string[] {
  const { memoryMegabytes } = definition;
  const billed = Math.ceil(milliseconds);
  if (isJson(definition)) {
    const status = isSuccess ? 'success' : 'error';
    const durationMs = Number(milliseconds.toFixed(3));
    const metrics = { durationMs, billedDurationMs: billed, memorySizeMB: memoryMegabytes };
    return [record('report', { requestId, metrics, status }, now)];
  }
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${milliseconds.toFixed(2)} ms`,
    `Billed Duration: ${billed} ms`,
    `Memory Size: ${memoryMegabytes} MB`,
  ];
  return [`END RequestId: ${requestId}`, `${report.join('\t')}\t`];
}

const isJson = ({ logging }: PlatformRun['definition']): boolean => logging?.LogFormat === 'JSON';

const record = (word: string, content: object, now: number): string =>
  JSON.stringify({ time: new Date(now).toISOString(), type: `platform.${word}`, record: content });
