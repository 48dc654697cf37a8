import { jsonLogFilter } from './json-log-filter.ts';
import { invalidLogsParameter } from './logs-action.ts';

/** Whether a line is wanted. */
export type LogFilter = (message: string) => boolean;

/**
 * Reads a filter pattern of CloudWatch Logs: words and "phrases" that must all be there, `-word` that must not,
 * `?word` of which one must; or `{ $.member = "value" }`. Throws a LogsRefusal for the other forms.
 */
export function logFilter(pattern: string): LogFilter {
  const text = pattern.trim();
  if (text.startsWith('{')) return jsonLogFilter(text);
  if (text.startsWith('[') || text.includes('%'))
    throw invalidLogsParameter(
      `Invalid filter pattern: durcb knows words, "phrases" and { $.member = "value" }`,
    );
  return wordFilter(text);
}

const word = /([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g;

function wordFilter(text: string): LogFilter {
  const terms = [...text.matchAll(word)].map(([, sign = '', phrase, plain = '']) => ({
    sign,
    text: phrase?.replaceAll(/\\(.)/g, '$1') ?? plain,
  }));
  const texts = (wanted: string) => terms.filter(({ sign }) => sign === wanted).map((term) => term.text);
  const [all, none, any] = [texts(''), texts('-'), texts('?')];
  return (message) =>
    all.every((part) => message.includes(part)) &&
    !none.some((part) => message.includes(part)) &&
    (any.length === 0 || any.some((part) => message.includes(part)));
}
