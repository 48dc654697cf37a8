import type { ErrorObject } from '../../model/wire.ts';

/**
 * The error of a trace as Node, Python or Java print it, with whatever stands before it; undefined when it is none.
 * Its stack is the lines as they were printed, causes included.
 */
export function parseTrace(text: string): ErrorObject | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  return pythonTrace(lines) ?? frameTrace(lines);
}

const pythonHead = 'Traceback (most recent call last):';

// What was raised last is printed last, behind its causes.
function pythonTrace(lines: readonly string[]): ErrorObject | undefined {
  const last = lines.lastIndexOf(pythonHead);
  if (last < 0) return undefined;
  const head = lines.findIndex((line, index) => index > last && /^\S/.test(line));
  if (head < 0) return undefined;
  const [first = '', ...more] = untilBlank(lines.slice(head));
  const { type, message } = headOf(first) ?? { type: first, message: '' };
  const stack = lines.slice(lines.indexOf(pythonHead), head);
  return errorOf(type, [message, ...more], stack);
}

const untilBlank = (lines: readonly string[]): readonly string[] => {
  const end = lines.indexOf('');
  return end < 0 ? lines : lines.slice(0, end);
};

const frame = /^\s+at \S/;

// Node and Java differ in their heads alone.
function frameTrace(lines: readonly string[]): ErrorObject | undefined {
  const first = lines.findIndex((line) => frame.test(line));
  const head = first < 0 ? undefined : headBefore(lines, first);
  if (!head) return undefined;
  const stack = lines.slice(first).filter((line) => !/^Node\.js v\d/.test(line));
  return errorOf(head.type, [head.message, ...lines.slice(head.line + 1, first)], stack);
}

interface Head {
  readonly type: string;
  readonly message: string;
}

// A message may be of several lines, and one of them may look like a head, too.
function headBefore(lines: readonly string[], first: number): (Head & { readonly line: number }) | undefined {
  const begin = lines.lastIndexOf('', first) + 1;
  const heads = lines.slice(begin, first).flatMap((text, index) => {
    const head = headOf(text);
    return head ? [{ ...head, line: begin + index }] : [];
  });
  return heads.find(({ type }) => /(Error|Exception)$/.test(type)) ?? heads.at(-1);
}

function headOf(line: string): Head | undefined {
  const match =
    /^(?:Exception in thread ".*?" |Uncaught )?((?:[\w$]+\.)*[A-Z][\w$]*)(?: \[[^\]]+\])?(?:: (.*))?$/.exec(
      line,
    );
  return match?.[1] ? { type: match[1], message: match[2] ?? '' } : undefined;
}

function errorOf(ErrorType: string, message: readonly string[], stack: readonly string[]): ErrorObject {
  return {
    ErrorType,
    ErrorMessage: message.join('\n').trimEnd(),
    StackTrace: stack.filter((line) => line !== ''),
  };
}
