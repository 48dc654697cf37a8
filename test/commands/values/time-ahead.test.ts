import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveTimeAhead, timeAheadValue } from '../../../src/commands/values/time-ahead.ts';

const noon = new Date(2026, 0, 2, 12, 0).getTime();
const ahead = (text: string) => resolveTimeAhead(timeAheadValue.parse(text), noon);

test('an hour is the next such one', () => {
  assert.equal(ahead('18:30'), new Date(2026, 0, 2, 18, 30).getTime());
  assert.equal(ahead('9:05'), new Date(2026, 0, 3, 9, 5).getTime());
  assert.equal(ahead('12:00'), new Date(2026, 0, 3, 12, 0).getTime());
});

test('a date is itself', () => {
  assert.equal(ahead('2026-01-02T03:04:05Z'), Date.UTC(2026, 0, 2, 3, 4, 5));
});

test('anything else is refused', () => {
  for (const text of ['24:00', '1:60', '2h', '', '01/02/2026'])
    assert.equal(timeAheadValue.safeParse(text).success, false, text);
});
