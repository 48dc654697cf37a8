// The console of a function whose log format is JSON: a record a line, as the service's own runtime prints them.
import { format } from 'node:util';

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

const methods = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
};

/** `invocation` returns what the records are told apart by: the request's id, and the tenant's if there is one. */
export function useJsonConsole(level, invocation) {
  const lowest = Math.max(0, levels.indexOf(level?.toUpperCase()));
  for (const [method, name] of Object.entries(methods)) {
    const isWanted = levels.indexOf(name) >= lowest;
    console[method] = isWanted ? (...values) => write(name, invocation(), values) : () => {};
  }
}

function write(level, invocation, values) {
  const record = { timestamp: new Date().toISOString(), level, ...invocation };
  process.stdout.write(`${text(record, values)}\n`);
}

// A single value stays what it is, unless it cannot be JSON.
function text(record, values) {
  if (values.length !== 1) return encode({ ...record, message: format(...values), ...errorAmong(values) });
  try {
    return encode({ ...record, message: values[0] });
  } catch {
    return encode({ ...record, message: format(values[0]) });
  }
}

function errorAmong(values) {
  const error = values.find((value) => value instanceof Error);
  return error && describe(error);
}

function encode(record) {
  return JSON.stringify(record, (_key, value) =>
    value instanceof Error ? { ...describe(value), ...value } : value,
  );
}

function describe(error) {
  return {
    errorType: error.constructor?.name ?? 'UnknownError',
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
  };
}
