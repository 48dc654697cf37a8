import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoggingSettings } from '../../../src/emulator/functions/functions.ts';
import { definition, node, python, testHost, withoutPython } from './test-host.ts';

const logging: LoggingSettings = { LogFormat: 'JSON' };

function records(log: string): unknown[] {
  return log
    .trimEnd()
    .split('\n')
    .map((line) => (line.startsWith('{') ? JSON.parse(line) : line));
}

test("the console of a function that logs JSON prints the service's records", async (t) => {
  const { invoke } = testHost(t, definition(node('logs-as-json.mjs'), { logging }));
  const [plain, object, formatted, error, circular, raw] = records(
    (await invoke({}, { requestId: 'r-1', tenantId: 'blue' })).log,
  );
  assert.partialDeepStrictEqual(plain, {
    level: 'INFO',
    requestId: 'r-1',
    tenantId: 'blue',
    message: 'plain',
  });
  assert.match(Object(plain).timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(Object(object).message, { order: 7 });
  assert.partialDeepStrictEqual(formatted, { level: 'WARN', message: 'seven is 7' });
  assert.partialDeepStrictEqual(error, {
    level: 'ERROR',
    errorType: 'RangeError',
    errorMessage: 'too far',
  });
  assert.match(Object(circular).message, /\[Circular/);
  assert.equal(raw, 'raw');
});

test('what is below the level of a function is not printed', async (t) => {
  const quiet = definition(node('logs-as-json.mjs'), {
    logging: { LogFormat: 'JSON', ApplicationLogLevel: 'ERROR' },
  });
  const { log } = await testHost(t, quiet).invoke();
  assert.deepEqual(
    records(log).map((record) => Object(record).level ?? record),
    ['ERROR', 'raw'],
  );
});

test('so does the logging of Python, with what a logger adds', { skip: withoutPython }, async (t) => {
  const { invoke } = testHost(t, definition(python('logs_as_json.py'), { logging }));
  const [info, error, raw, end] = records((await invoke({ fail: true }, { requestId: 'r-1' })).log);
  assert.partialDeepStrictEqual(info, {
    level: 'INFO',
    message: 'order 7',
    logger: 'orders',
    requestId: 'r-1',
    executionArn: 'arn:1',
    attempt: 2,
  });
  assert.match(Object(info).timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.partialDeepStrictEqual(error, { level: 'ERROR', errorType: 'KeyError', errorMessage: "'k'" });
  assert.equal(raw, 'raw');
  assert.partialDeepStrictEqual(end, {
    log_level: 'ERROR',
    errorType: 'ValueError',
    errorMessage: 'no good',
    requestId: 'r-1',
  });
});
