import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { momentValue, resolveMoment } from '../../../src/commands/values/moment.ts';

const now = Date.parse('2026-01-02T12:00:00Z');

describe('a moment', () => {
  const cases: readonly [string, string][] = [
    ['2h ago', '2026-01-02T10:00:00.000Z'],
    ['10m', '2026-01-02T11:50:00.000Z'],
    ['1h 30m ago', '2026-01-02T10:30:00.000Z'],
    ['2026-01-01T00:00:00+01:00', '2025-12-31T23:00:00.000Z'],
    ['2026-01-01', '2026-01-01T00:00:00.000Z'],
  ];
  for (const [typed, at] of cases)
    test(`may be given as ${typed}`, () =>
      assert.equal(resolveMoment(momentValue.parse(typed), now).toISOString(), at));

  for (const typed of ['yesterday', '01/02/2026', '2026-99-01', '2 hours ago'])
    test(`may not be given as ${typed}`, () => assert.equal(momentValue.safeParse(typed).success, false));
});
