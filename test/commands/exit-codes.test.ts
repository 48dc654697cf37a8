import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { exitCodes } from '../../src/cli/failure.ts';
import { interruptions } from '../../src/cli/interruption.ts';
import { type Emulated, emulated, type Trial } from './emulated.ts';

// The SDK reads it from the environment of the process.
process.env.AWS_MAX_ATTEMPTS = '1';

const waitingFunction = 'callback-with-timeouts';

let there: Emulated;
/** Refuses everything with the status and the error that its path names. */
const refusing = createServer((request, response) => {
  const [, status = '500', name = ''] = `${request.url}`.split('/');
  request.resume();
  response.writeHead(Number(status), { 'x-amzn-ErrorType': name });
  response.end('{"Message":"no"}');
});
let refusal: string;
let answered: string;

before(async () => {
  there = await emulated([waitingFunction, 'failing']);
  refusing.listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  const address = refusing.address();
  refusal = `http://127.0.0.1:${typeof address === 'object' && address?.port}`;
  await there.started('failing', 'failed', {}, 'end');
  for (const name of ['waiting', 'stopped', 'answered'])
    await there.started(waitingFunction, name, { data: 'x' }, 'callback:example-callback');
  await there.durcb(['stop', 'stopped']);
  answered = (await there.durcb(['pending', '--execution', 'answered', '-o', 'id'])).out.trim();
  await there.durcb(['send-success', answered, '--result-text', '{}']);
});
after(async () => {
  refusing.close();
  await there.close();
});

interface Case {
  readonly words: () => readonly string[];
  readonly trial?: () => Trial;
}

const typed = (...words: readonly string[]): Case => ({ words: () => words });
const refused = (path: string): Case => ({
  words: () => ['executions', 'order', '--endpoint-url', `${refusal}/${path}`],
  trial: () => ({ environment: { AWS_MAX_ATTEMPTS: '1' } }),
});
const broken = (by: keyof typeof interruptions): Case => ({
  ...typed('wait', 'waiting', '--for', 'end'),
  trial: () => ({ signal: AbortSignal.abort(interruptions[by]) }),
});

/** What ends with each code; running out of time, of an execution and of a callback, takes a clock of its own. */
const cases: Readonly<Record<Exclude<keyof typeof exitCodes, OfTime>, readonly Case[]>> = {
  done: [typed('pending'), typed('stop', '--help'), typed('--version'), broken('closedPipe')],
  error: [
    typed('start', waitingFunction, '--name', 'waiting', '--input-text', '{"data":"other"}'),
    typed('pending', '--endpoint-url', 'http://127.0.0.1:1'),
    refused('400/SomethingNew'),
  ],
  usage: [
    typed('frobnicate'),
    typed('pending', '--frobnicate'),
    typed('stop', 'waiting', 'answered'),
    typed('send-success'),
    typed('describe', 'a', '--local', '--endpoint-url', 'http://127.0.0.1:1'),
  ],
  executionFailed: [typed('result', 'failed'), typed('wait', 'failed', '--for', 'status=SUCCEEDED')],
  executionStopped: [typed('result', 'stopped'), typed('tail', 'stopped')],
  callbackAnswered: [
    { words: () => ['send-success', answered, '--no-result'] },
    { words: () => ['heartbeat', answered] },
    { words: () => ['run', answered, '--', 'true'] },
  ],
  notFound: [typed('describe', 'nobody'), typed('start', 'nobody'), typed('pending', '--function', 'no-*')],
  accessDenied: [refused('403/AccessDeniedException'), refused('403/ExpiredTokenException')],
  throttled: [refused('429/TooManyRequestsException')],
  refused: [
    typed('send-success', 'not an id', '--no-result'),
    typed('start', waitingFunction, '--input-text', '{'),
    typed('describe', 'arn:aws:lambda'),
  ],
  conditionMet: [typed('pending', '--fail-if-any')],
  timedOut: [typed('wait', 'waiting', '--timeout', '10ms')],
  hungUp: [broken('SIGHUP')],
  interrupted: [broken('SIGINT')],
  terminated: [broken('SIGTERM')],
};
type OfTime = 'executionTimedOut' | 'callbackExpired';

for (const [name, list] of Object.entries(cases))
  describe(`exit code for ${name}`, () => {
    const expected = new Map<string, number>(Object.entries(exitCodes)).get(name);
    for (const [index, { words, trial }] of list.entries())
      test(`${index + 1} of ${list.length}`, async () => {
        const { exitCode, err } = await there.durcb(words(), trial?.());
        assert.equal(exitCode, expected, `${words().join(' ')}: ${err}`);
        const { err: json } = await there.durcb([...withJson(words())], trial?.());
        if (json !== '') assert.equal(JSON.parse(json).error.exitCode, expected);
      });
  });

// Behind `--` it would be the other program's.
function withJson([command = '', ...words]: readonly string[]): readonly string[] {
  return command.startsWith('-') ? [command] : [command, '-o', 'json', ...words];
}
