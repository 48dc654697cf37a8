import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../../../src/cli/config.ts';
import { checkGlobals } from '../../../src/cli/global-options.ts';
import { type AnswersRun, goingOn } from '../../../src/commands/answering/going-on.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';

const plain: AnswersRun = {
  file: 'answers.jsonl',
  log: undefined,
  schema: undefined,
  reason: undefined,
  yes: undefined,
  ifPending: undefined,
  concurrency: 4,
  rate: 0,
};

const configOf = (flags: object, workingDirectory: string, environment = {}) =>
  loadConfig({ flags: checkGlobals({ ...flags }), environment, workingDirectory, isTerminal: false });

test('what is to be typed to go on says what the first run was told, in words for a shell', (t) => {
  const directory = temporaryDirectory(t);
  const config = configOf({ region: 'eu-west-1', profile: 'my team' }, directory);
  assert.equal(
    goingOn({ ...plain, log: "it's.log", yes: true, concurrency: 8, rate: 100, reason: 'OPS 7' }, config),
    "durcb answer answers.jsonl --yes --log 'it'\\''s.log' --concurrency 8 --rate 10/s --reason 'OPS 7' --region eu-west-1 --profile 'my team'",
  );
});

test('without a log it passes over what was answered', (t) => {
  const config = configOf({}, temporaryDirectory(t), { AWS_REGION: 'eu-west-1' });
  assert.equal(
    goingOn({ ...plain, rate: 2000 }, config),
    'durcb answer answers.jsonl --if-pending --rate 30/m',
  );
  assert.match(goingOn({ ...plain, file: '-' }, config), /^durcb answer - --if-pending, with the same lines/);
});

test('on an emulator it stays there', (t) => {
  const directory = temporaryDirectory(t);
  assert.match(goingOn(plain, configOf({ local: true }, directory)), /--local/);
  mkdirSync(join(directory, '.durcb'));
  writeFileSync(join(directory, '.durcb', 'emulator.json'), '{"Url":"http://127.0.0.1:9015"}');
  assert.match(goingOn(plain, configOf({ local: true }, directory)), /--local/);
  const elsewhere = configOf({ endpointUrl: 'http://127.0.0.1:1' }, directory);
  assert.match(goingOn(plain, elsewhere), /--endpoint-url http:\/\/127\.0\.0\.1:1$/);
});
