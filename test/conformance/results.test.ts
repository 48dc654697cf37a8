import assert from 'node:assert/strict';
import { test } from 'node:test';
import { junitText } from './junit-text.ts';
import { passTable } from './pass-table.ts';
import { isBlocking, type RequirementResult, type SuiteResults } from './requirement-result.ts';
import { resultsText } from './results-text.ts';

function requirement(id: string, status: RequirementResult['status'], more: Partial<RequirementResult> = {}) {
  const rest = {
    function: 'Order',
    description: `about ${id}`,
    reason: null,
    errors: [],
    duration_seconds: 1.26,
  };
  return { id, suite: 'callback', status, ...rest, ...more };
}

const results: readonly SuiteResults[] = [
  {
    language: 'ts',
    requirements: [
      requirement('4-1', 'PASSED'),
      requirement('4-2', 'FAILED', { errors: ['expected 1, got 2'] }),
      requirement('4-3', 'NOT_IMPLEMENTED', { reason: 'the SDK cannot' }),
    ],
    unknown: ['4-98', '4-99'],
    junit: '<testsuite name="a"/>',
  },
  {
    language: 'python',
    requirements: [requirement('4-1', 'PASSED')],
    unknown: [],
    junit: '<testsuite name="b"/>',
  },
];

test('the results say of each requirement how it came out, and why, and what the kit does not know', () => {
  assert.equal(
    resultsText(results),
    [
      'ts      callback            4-1    passed               1.3s  about 4-1',
      'ts      callback            4-2    FAILED               1.3s  about 4-2',
      '        expected 1, got 2',
      'ts      callback            4-3    not implemented      1.3s  about 4-3',
      '        the SDK cannot',
      'python  callback            4-1    passed               1.3s  about 4-1',
      'ts      not in this kit: 4-98, 4-99',
      '',
      'ts callback                    1/3 passed',
      'python callback                1/1 passed',
      'all                            2/4 passed',
    ].join('\n'),
  );
});

test('what failed or has no function blocks, a declared gap does not', () => {
  const statuses = ['PASSED', 'FAILED', 'OPTIONAL_FAILED', 'NOT_IMPLEMENTED', 'UNCOVERED'] as const;
  assert.deepEqual(
    statuses.filter((status) => isBlocking(requirement('4-1', status))),
    ['FAILED', 'UNCOVERED'],
  );
});

test('the table counts by suite and language', () => {
  assert.match(
    passTable(results),
    /^\| Suite \| TypeScript \| Python \|\n\|---\|---:\|---:\|\n\| `callback` \| 1 of 3 \| 1 of 1 \|\n\| all \| 1 of 3 \| 1 of 1 \|\n\nConformance kit \d/,
  );
});

test('JUnit has all suites in one file', () => {
  assert.match(
    junitText(results),
    /^<\?xml .*<testsuites>\n<testsuite name="a"\/>\n<testsuite name="b"\/>\n<\/testsuites>\n$/s,
  );
});
