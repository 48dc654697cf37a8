/** Where and how a text stops being JSON: `line 3, column 7: expected a comma or }, found "x"`. */
export function locateJsonError(text: string): string {
  const { offset, expected } = firstError(text);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return `line ${line}, column ${column}: expected ${expected}, found ${foundAt(text, offset)}`;
}

function foundAt(text: string, offset: number): string {
  if (offset >= text.length) return 'the end';
  // Nobody would see it.
  return text[offset] === '\ufeff' ? 'a byte order mark' : JSON.stringify(text.charAt(offset));
}

type Expectation = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'more';

const words: Record<Exclude<Expectation, 'more'>, string> = {
  value: 'a value',
  'first value': 'a value or ]',
  key: 'a key in double quotes',
  'first key': 'a key in double quotes or }',
  colon: 'a colon',
};

const space = /[ \t\r\n]*/y;
const token =
  /[{}[\]:,]|"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/uy;
const unendedString = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/uy;

function firstError(text: string): { readonly offset: number; readonly expected: string } {
  const closers: string[] = [];
  let expectation: Expectation = 'value';
  for (let offset = 0; ; ) {
    offset += matchAt(space, text, offset).length;
    const found = matchAt(token, text, offset);
    const next = advance(expectation, found, closers);
    if (!next) return fault(text, offset, expectation, closers);
    expectation = next;
    offset += found.length;
  }
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}

/** What may follow a token; undefined when the token may not stand here. */
function advance(expectation: Expectation, found: string, closers: string[]): Expectation | undefined {
  if (expectation === 'colon') return found === ':' ? 'value' : undefined;
  if (expectation === 'more' && found === ',') return afterComma(closers.at(-1));
  if (expectation === 'first key' || expectation === 'key') {
    if (found.startsWith('"')) return 'colon';
  } else if (expectation !== 'more') {
    const begun = begin(found, closers);
    if (begun) return begun;
  }
  const mayClose = expectation === 'more' || expectation.startsWith('first');
  return mayClose && found !== '' && found === closers.at(-1) && closers.pop() ? 'more' : undefined;
}

const afterComma = (closer: string | undefined): Expectation | undefined =>
  closer === undefined ? undefined : closer === '}' ? 'key' : 'value';

function begin(found: string, closers: string[]): Expectation | undefined {
  if (found === '{' || found === '[') closers.push(found === '{' ? '}' : ']');
  if (found === '{') return 'first key';
  if (found === '[') return 'first value';
  return /^["\w-]/.test(found) ? 'more' : undefined;
}

function fault(text: string, offset: number, expectation: Expectation, closers: readonly string[]) {
  if (text[offset] === '"' && expectation !== 'more' && expectation !== 'colon') {
    return { offset: offset + matchAt(unendedString, text, offset).length, expected: 'the string to end' };
  }
  if (expectation !== 'more') return { offset, expected: words[expectation] };
  const closer = closers.at(-1);
  return { offset, expected: closer ? `a comma or ${closer}` : 'nothing more' };
}
