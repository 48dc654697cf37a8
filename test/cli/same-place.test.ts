import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samePlace } from '../../src/cli/same-place.ts';

test('what a hint says to type is typed at the same place', () => {
  const hint = 'check the name; durcb pending lists them, durcb history --tree all';
  assert.equal(samePlace(hint, { output: 'json' }), hint);
  assert.equal(
    samePlace(hint, { local: true }),
    'check the name; durcb pending --local lists them, durcb history --local --tree all',
  );
  assert.equal(
    samePlace('durcb send-success <id>', { profile: 'my prod', region: 'eu-west-1' }),
    "durcb send-success --region eu-west-1 --profile 'my prod' <id>",
  );
  assert.equal(
    samePlace('start it with: durcb emulate <handler>', { local: true }),
    'start it with: durcb emulate <handler>',
  );
});
