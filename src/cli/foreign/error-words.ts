/** Our options for the `--error` of the AWS CLI: a file, JSON, or `ErrorType=…,ErrorMessage=…`. */
export function errorWords(value: string): readonly string[] {
  const [, file] = /^(?:fileb?:\/\/|@)(.+)$/s.exec(value) ?? [];
  if (file !== undefined) return ['--error', file];
  return Object.entries(members(value)).flatMap(([name, text]) => {
    const option = options.get(name);
    return option === undefined ? [] : lines(text).flatMap((line) => [option, line]);
  });
}

const options: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ErrorType: '--error-type',
    ErrorMessage: '--error-message',
    ErrorData: '--error-data',
    StackTrace: '--stack-trace',
  }),
);

function members(value: string): object {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    const pairs = value.matchAll(/(\w+)=("[^"]*"|[^,]*)/g);
    return Object.fromEntries(
      [...pairs].map(([, name = '', text = '']) => [name, text.replace(/^"(.*)"$/, '$1')]),
    );
  }
}

const lines = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).map(String);
