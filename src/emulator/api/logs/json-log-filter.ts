import { invalidLogsParameter } from './logs-action.ts';

type Condition = (record: unknown) => boolean;

const tokenPattern =
  /\s*(?:(\$(?:\.[\w-]+|\[\d+\])+)|"((?:[^"\\]|\\.)*)"|(&&|\|\||!=|<=|>=|[=<>(){}])|([^\s"&|=<>!(){}]+))/y;

interface Token {
  readonly kind: 'selector' | 'text' | 'sign' | 'word';
  readonly text: string;
}

/** Reads `{ ($.a = "x*") || ($.b.c >= 3 && $.d != "y") }`. A line that is no JSON object never matches. */
export function jsonLogFilter(pattern: string): (message: string) => boolean {
  const tokens = new Tokens(tokensOf(pattern));
  tokens.expect('{');
  const condition = anyOf(tokens);
  tokens.expect('}');
  tokens.expectEnd();
  return (message) => {
    const record = parse(message);
    return record !== undefined && condition(record);
  };
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < pattern.trimEnd().length) {
    const match = tokenPattern.exec(pattern);
    if (!match) throw invalid();
    const [, selector, text, sign, word = ''] = match;
    if (selector !== undefined) tokens.push({ kind: 'selector', text: selector });
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll(/\\(.)/g, '$1') });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'word', text: word });
  }
  return tokens;
}

function invalid(): Error {
  return invalidLogsParameter('Invalid filter pattern: durcb reads { $.member = "value" } with && and ||');
}

class Tokens {
  readonly #tokens: Token[];

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  take(): Token {
    const token = this.#tokens.shift();
    if (!token) throw invalid();
    return token;
  }

  /** Takes the sign if it comes next. */
  skip(sign: string): boolean {
    const [next] = this.#tokens;
    if (next?.kind !== 'sign' || next.text !== sign) return false;
    this.#tokens.shift();
    return true;
  }

  expect(sign: string): void {
    if (!this.skip(sign)) throw invalid();
  }

  expectEnd(): void {
    if (this.#tokens.length > 0) throw invalid();
  }
}

function anyOf(tokens: Tokens): Condition {
  const conditions = [allOf(tokens)];
  while (tokens.skip('||')) conditions.push(allOf(tokens));
  return (record) => conditions.some((condition) => condition(record));
}

function allOf(tokens: Tokens): Condition {
  const conditions = [single(tokens)];
  while (tokens.skip('&&')) conditions.push(single(tokens));
  return (record) => conditions.every((condition) => condition(record));
}

function single(tokens: Tokens): Condition {
  if (tokens.skip('(')) {
    const condition = anyOf(tokens);
    tokens.expect(')');
    return condition;
  }
  const [selector, sign, value] = [tokens.take(), tokens.take(), tokens.take()];
  if (selector.kind !== 'selector' || sign.kind !== 'sign') throw invalid();
  const path = [...selector.text.matchAll(/[\w-]+/g)].map(([part]) => part);
  const compare = comparison(sign.text, value);
  return (record) => compare(path.reduce(memberOf, record));
}

function comparison(sign: string, { kind, text }: Token): Condition {
  const number = Number(text);
  switch (sign) {
    case '=':
      return equalTo(kind, text);
    case '!=': {
      const isEqual = equalTo(kind, text);
      return (actual) => actual !== undefined && !isEqual(actual);
    }
    case '<':
      return (actual) => typeof actual === 'number' && actual < number;
    case '<=':
      return (actual) => typeof actual === 'number' && actual <= number;
    case '>':
      return (actual) => typeof actual === 'number' && actual > number;
    case '>=':
      return (actual) => typeof actual === 'number' && actual >= number;
    default:
      throw invalid();
  }
}

// A star stands for any characters; a bare number also for a number.
function equalTo(kind: Token['kind'], text: string): Condition {
  if (kind !== 'text' && kind !== 'word') throw invalid();
  const pattern = new RegExp(`^${text.split('*').map(literally).join('.*')}$`, 's');
  return (actual) =>
    (typeof actual === 'string' && pattern.test(actual)) ||
    (kind === 'word' && typeof actual === 'number' && actual === Number(text));
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function parse(message: string): unknown {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
