import { toIso } from '../../model/time.ts';
import { errorWords } from './error-words.ts';
import { payloadWords } from './payload-words.ts';
import { type TypedWords, typedWords } from './typed-words.ts';

/** A command line of the AWS CLI, SAM or the Python emulator in our words. */
export interface Translation {
  /** What was typed, without options: `lambda invoke`. */
  readonly typed: string;
  /** What to type instead, without `durcb`. */
  readonly words: readonly string[];
}

/** Undefined when the words are those of none of these programs. */
export function translate(argv: readonly string[]): Translation | undefined {
  const { words, options } = typedWords(argv);
  const start = words.findIndex((word) => !programs.has(word));
  const [first = '', second = '', ...others] = start < 0 ? [] : words.slice(start);
  const pair = known.get(`${first} ${second}`);
  const one = pair ?? known.get(first);
  if (!one) return undefined;
  const operands = pair ? others : [second, ...others].filter(Boolean);
  const isLocal = words.slice(0, start).includes('local');
  const typed = [...words.slice(0, start), first, ...(pair ? [second] : [])].join(' ');
  return {
    typed,
    words: [...one({ operands, options }), ...globalWords(options), ...(isLocal ? ['--local'] : [])],
  };
}

const programs = new Set(['aws', 'lambda', 'sam', 'local', 'remote', 'dex-local-runner']);

interface Given {
  readonly operands: readonly string[];
  readonly options: TypedWords['options'];
}

type Foreign = (given: Given) => readonly string[];

const success: Foreign = (given) => [
  'send-success',
  target(given, 'callback-id', '<callback>'),
  ...resultOf(given.options),
];
const failure: Foreign = (given) => [
  'send-failure',
  target(given, 'callback-id', '<callback>'),
  ...errorsOf(given.options),
];
const heartbeat: Foreign = (given) => ['heartbeat', target(given, 'callback-id', '<callback>')];
const describe: Foreign = (given) => ['describe', execution(given)];
const history: Foreign = ({ operands, options }) => [
  'history',
  execution({ operands, options }),
  ...(options.has('reverse-order') ? ['--reverse'] : []),
  ...(options.has('include-execution-data') ? ['--payload', 'full'] : []),
];
const stop: Foreign = (given) => ['stop', execution(given), ...errorsOf(given.options)];
const list: Foreign = ({ operands, options }) => [
  'executions',
  ...functionOf({ operands, options }),
  ...carried(options, { 'durable-execution-name': '--name' }),
  ...carried(options, { 'started-after': '--since', 'started-before': '--until' }).map(timeText),
  ...carried(options, { 'max-items': '--limit' }),
  ...statusesOf(options),
];
// DryRun asks whether it would be permitted, and starts nothing.
const invoke: Foreign = (given) =>
  value(given.options, 'invocation-type') === 'DryRun'
    ? ['doctor', '--function', functionOf(given)[0] ?? '<function>']
    : start(given);
const start: Foreign = ({ operands, options }) => [
  'start',
  functionOf({ operands, options })[0] ?? '<function>',
  ...carried(options, { 'durable-execution-name': '--name' }),
  ...inputOf(options),
  ...(value(options, 'invocation-type') === 'Event' ? [] : ['--wait']),
];
const policy: Foreign = ({ operands, options }) => [
  'doctor',
  '--iam',
  value(options, 'for') ?? (operands.join(',') || 'all'),
  ...carried(options, { function: '--function' }),
];
const serve: Foreign = ({ options }) => ['emulate', '<handler>', ...carried(options, { port: '--port' })];

const known: ReadonlyMap<string, Foreign> = new Map(
  Object.entries({
    'send-durable-execution-callback-success': success,
    'send-durable-execution-callback-failure': failure,
    'send-durable-execution-callback-heartbeat': heartbeat,
    'get-durable-execution': describe,
    'get-durable-execution-state': describe,
    'get-durable-execution-history': history,
    'stop-durable-execution': stop,
    'list-durable-executions-by-function': list,
    'list-durable-executions': list,
    invoke,
    'callback succeed': success,
    'callback fail': failure,
    'callback heartbeat': heartbeat,
    'execution get': describe,
    'execution history': history,
    'execution stop': stop,
    'iam-policy': policy,
    'start-lambda': serve,
    'start-server': serve,
  }),
);

const value = (options: Given['options'], name: string): string | undefined => options.get(name)?.[0];

const target = ({ operands, options }: Given, name: string, missing: string): string =>
  value(options, name) ?? operands[0] ?? missing;

const execution = (given: Given): string => target(given, 'durable-execution-arn', '<execution>');

function functionOf({ operands, options }: Given): readonly string[] {
  const name = value(options, 'function-name') ?? operands[0];
  const qualifier = value(options, 'qualifier');
  return name === undefined ? [] : [qualifier === undefined ? name : `${name}:${qualifier}`];
}

const carried = (options: Given['options'], names: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(names).flatMap(([theirs, ours]) => {
    const given = value(options, theirs);
    return given === undefined ? [] : [ours, given];
  });

// The AWS CLI takes seconds since 1970, too.
const timeText = (word: string): string =>
  /^\d{9,10}(\.\d+)?$/.test(word) ? toIso(Number(word) * 1000) : word;

// What is not given to AWS is no result; SAM's is text.
function resultOf(options: Given['options']): readonly string[] {
  const result = value(options, 'result') ?? value(options, 'payload');
  return result === undefined ? ['--no-result'] : payloadWords('--result', result, isRaw(options));
}

const isRaw = (options: Given['options']): boolean =>
  value(options, 'cli-binary-format') === 'raw-in-base64-out';

function inputOf(options: Given['options']): readonly string[] {
  const input = value(options, 'payload') ?? value(options, 'input');
  if (input !== undefined) return payloadWords('--input', input, isRaw(options));
  const text = value(options, 'event');
  const file = value(options, 'event-file') ?? text;
  // SAM's --event is a file for the local command, and the text itself for the remote one.
  return file === undefined ? [] : /^[[{"]/.test(file) ? ['--input-text', file] : ['--input', file];
}

function errorsOf(options: Given['options']): readonly string[] {
  const whole = value(options, 'error');
  const single = ['error-type', 'error-message', 'error-data'].map((name) => [name, `--${name}`]);
  const lines = options.get('stack-trace')?.flatMap((line) => ['--stack-trace', line]) ?? [];
  return [
    ...(whole === undefined ? [] : errorWords(whole)),
    ...carried(options, Object.fromEntries(single)),
    ...lines,
  ];
}

function statusesOf(options: Given['options']): readonly string[] {
  const statuses = options.get('statuses') ?? options.get('status') ?? [];
  return statuses.length > 0 ? ['--status', statuses.join(',')] : [];
}

const formats: ReadonlyMap<string, string> = new Map(
  Object.entries({
    json: 'json',
    yaml: 'json',
    'yaml-stream': 'jsonl',
    text: 'tsv',
    table: 'table',
  }),
);

function globalWords(options: Given['options']): readonly string[] {
  const format = formats.get(value(options, 'output') ?? value(options, 'format') ?? '');
  const query = value(options, 'query');
  return [
    ...carried(options, { region: '--region', profile: '--profile', 'endpoint-url': '--endpoint-url' }),
    ...(query === undefined ? outputWords(format) : queryWords(query, format)),
  ];
}

const outputWords = (format: string | undefined): readonly string[] =>
  format === undefined ? [] : ['-o', format];

// AWS answers a list in a member of an object, and durcb with the list, of which it asks each row unless it prints JSON.
function queryWords(query: string, format: string | undefined): readonly string[] {
  const [, ofList] = /^(?:DurableExecutions|Events)(\[.*)$/s.exec(query) ?? [];
  if (ofList === undefined) return ['--query', query, ...outputWords(format)];
  const [, ofRow] = /^\[\*?\]\.?([^|]+)$/.exec(ofList) ?? [];
  const isByRow = format !== undefined && format !== 'json' && ofRow !== undefined;
  return isByRow ? ['--query', ofRow, '-o', format] : ['--query', ofList, '-o', 'json'];
}
