import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AwsLikeOptions } from '../aws-like-proxy.ts';
import { accountRows } from './account-rows.ts';
import { largeAccount } from './large-account.ts';

const functions = 1_000;
const executions = 10_000;

/** Reads a thousand functions and ten thousand executions as on AWS: the rows of the index, and no call too many. */
export async function readAtScale(t: TestContext, like: AwsLikeOptions): Promise<void> {
  const { url } = await largeAccount(t, { functions, executions });
  const indexed = await accountRows(url, {});
  assert.equal(indexed.count, executions * 0.8);
  assert.equal(indexed.traffic.calls, 0);
  const read = await accountRows(url, {}, like);
  t.diagnostic(`${JSON.stringify(read.calls)}, ${read.throttled} throttled`);
  assert.equal(read.rows, indexed.rows);
  assert.equal(read.traffic.throttled, read.throttled);
  // What never arrived, since a socket was closed just then, is not counted there.
  const { own: _, ...calls } = read.calls;
  const answered = Object.values(calls).reduce((sum, count) => sum + count, 0) - read.throttled;
  assert.equal(answered, callsFor(like), 'every list and every history once');
  assert.ok(read.mostAtOnce <= 16);
}

/** Where a list is one of $LATEST, each function has two further versions to ask for; a page tells of a hundred. */
function callsFor({ reading }: AwsLikeOptions): number {
  const isOfLatest = reading === '$LATEST only';
  const pages = (functions * (isOfLatest ? 1 + 3 : 1)) / 100;
  return pages + functions * (isOfLatest ? 3 : 1) + executions * 0.8;
}
