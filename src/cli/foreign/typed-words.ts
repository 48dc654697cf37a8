/** A command line of another program, taken apart without knowing which of its options take a value. */
export interface TypedWords {
  readonly words: readonly string[];
  /** Values by long name; of one that takes none, none. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

const withoutValue = new Set([
  'cli-auto-prompt',
  'debug',
  'follow',
  'generate-cli-skeleton',
  'include-execution-data',
  'local',
  'quiet',
  'reverse-order',
  'skip-time',
  'verbose',
  'wait',
]);
const withSeveral = new Set(['statuses', 'status']);
const short = new Map([
  ['r', 'result'],
  ['e', 'event'],
  ['o', 'output'],
  ['p', 'port'],
  ['n', 'name'],
]);

export function typedWords(argv: readonly string[]): TypedWords {
  const words: string[] = [];
  const options = new Map<string, string[]>();
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, name, value] = /^--?([a-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) {
      words.push(word);
      continue;
    }
    const long = short.get(name) ?? name;
    const values = options.get(long) ?? [];
    options.set(long, values);
    if (value !== undefined) values.push(value);
    else values.push(...rest.splice(0, countOf(long, rest)));
  }
  return { words, options };
}

function countOf(name: string, rest: readonly string[]): number {
  if (withoutValue.has(name) || name.startsWith('no-')) return 0;
  const next = rest.findIndex((word) => word.startsWith('--'));
  const upTo = next < 0 ? rest.length : next;
  return withSeveral.has(name) ? upTo : Math.min(1, upTo);
}
