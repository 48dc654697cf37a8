import type { LogEvent } from './log-query.ts';

export type Mark = 'start' | 'end' | 'aside';

/** A line of a log, and what it says of where it is from. */
export interface LogLine {
  readonly eventId: string;
  readonly group: string;
  readonly stream: string;
  /** Epoch milliseconds. */
  readonly time: number;
  /** Whole, without its line feed. */
  readonly message: string;
  /** What people read: of a JSON record its message, with its level if that is worth a word. */
  readonly text: string;
  readonly executionArn?: string | undefined;
  readonly requestId?: string | undefined;
  /** The service's own word, as that an invocation begins or has ended; nobody printed it. */
  readonly mark?: Mark | undefined;
}

export function readLogLine(
  group: string,
  { eventId, logStreamName, timestamp, message }: LogEvent,
): LogLine {
  const whole = message.replace(/\r?\n$/, '');
  const line = { eventId, group, stream: logStreamName, time: timestamp, message: whole };
  const record = recordOf(whole);
  return record ? { ...line, ...fromRecord(record, whole) } : { ...line, ...fromText(whole) };
}

type Record = ReadonlyMap<string, unknown>;

// As the SDKs' loggers, the runtimes and the platform name them.
const arnMembers = ['executionArn', 'execution_arn', 'durableExecutionArn', 'DurableExecutionArn'];
const requestMembers = ['requestId', 'AWSRequestId', 'aws_request_id', 'function_request_id', 'awsRequestId'];

function fromRecord(record: Record, whole: string) {
  const platform = /^platform\.(\w+)/.exec(textAt(record, ['type']) ?? '')?.[1];
  if (platform)
    return {
      text: whole,
      requestId: textAt(membersOf(record.get('record')), requestMembers),
      mark: markOf(platform),
    };
  const message = record.get('message') ?? whole;
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  return {
    text: withLevel(textAt(record, ['level']), text),
    executionArn: textAt(record, arnMembers),
    requestId: textAt(record, requestMembers),
  };
}

const marks: { readonly [word: string]: Mark } = {
  START: 'start',
  END: 'end',
  REPORT: 'end',
  start: 'start',
  runtimeDone: 'end',
  report: 'end',
};

const markOf = (word: string): Mark => marks[word] ?? 'aside';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const platformLine = new RegExp(`^(START|END|REPORT) RequestId: (${uuid})\\b`);
const platformAside = /^INIT_(START Runtime Version|REPORT Init Duration): /;
// The runtimes put the time, the request and the level before what was printed, in one order or another.
const prefixed = new RegExp(`^(?:\\[?(\\w+)\\]?\\t)?\\S+Z[\\t ](${uuid})[\\t ](?:([A-Z]+)\\t)?`);

function fromText(whole: string) {
  const [, word, ofPlatform] = platformLine.exec(whole) ?? [];
  if (word) return { text: whole, requestId: ofPlatform, mark: markOf(word) };
  if (platformAside.test(whole)) return { text: whole, mark: 'aside' as const };
  const [prefix = '', before, requestId, after] = prefixed.exec(whole) ?? [];
  return { text: withLevel(before ?? after, whole.slice(prefix.length)), requestId };
}

const withLevel = (level: string | undefined, text: string): string =>
  level === undefined || /^(info|log|debug|trace)$/i.test(level) ? text : `${level} ${text}`;

function recordOf(text: string): Record | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return membersOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const membersOf = (value: unknown): Record =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);

function textAt(record: Record, names: readonly string[]): string | undefined {
  const value = names.map((name) => record.get(name)).find((one) => typeof one === 'string' && one !== '');
  return typeof value === 'string' ? value : undefined;
}
