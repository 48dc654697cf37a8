import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { everyThird } from '../aws-like-proxy.ts';
import { accountRows } from './account-rows.ts';
import { largeAccount } from './large-account.ts';

const functions = 1_000;
const executions = 10_000;

describe('a thousand functions and ten thousand executions have the rows of the index', () => {
  for (const reading of ['all versions', '$LATEST only'] as const)
    for (const [share, isThrottled] of [
      ['nothing', () => false],
      ['a third', everyThird(3)],
    ] as const)
      test(`where no qualifier means ${reading} and ${share} is throttled`, async (t) => {
        const { url } = await largeAccount(t, { functions, executions });
        const indexed = await accountRows(url, {});
        assert.equal(indexed.count, executions * 0.8);
        assert.equal(indexed.traffic.calls, 0);
        const read = await accountRows(url, {}, { reading, isThrottled });
        t.diagnostic(`${JSON.stringify(read.calls)}, ${read.throttled} throttled`);
        assert.equal(read.rows, indexed.rows);
        const lists = reading === 'all versions' ? functions : functions * 3;
        assert.equal(
          read.traffic.calls - read.traffic.throttled,
          pages(reading) + lists + executions * 0.8,
          'every list and every history once',
        );
        assert.ok(read.mostAtOnce <= 16);
      });
});

// All functions, and where they have to be asked for all versions, in pages of a hundred.
const pages = (reading: string): number => (functions * (reading === 'all versions' ? 1 : 4)) / 100;
