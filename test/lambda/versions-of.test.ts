import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { versionsOf } from '../../src/lambda/versions-of.ts';

/** Functions f0, f1 and so on with two published versions each, told so many to a page. */
function account(functions: number, pageSize = 50) {
  const asked: string[] = [];
  const names = Array.from({ length: functions }, (_, index) => `f${index}`);
  const all = names.flatMap((FunctionName) =>
    ['$LATEST', '10', '9'].map((Version) => ({ FunctionName, Version })),
  );
  const lambda = {
    async listFunctions({ FunctionVersion, Marker }: { FunctionVersion?: string; Marker?: string }) {
      asked.push(`${FunctionVersion}`);
      const from = Number(Marker ?? 0);
      const to = from + pageSize;
      return { Functions: all.slice(from, to), NextMarker: to < all.length ? String(to) : undefined };
    },
    async listVersionsByFunction({ FunctionName }: { FunctionName: string | undefined }) {
      asked.push(`${FunctionName}`);
      return { Versions: all.filter((one) => one.FunctionName === FunctionName) };
    },
  };
  return { lambda, asked, names };
}

const expected = ['9', '10'];

describe('the published versions', () => {
  test('of a few functions are asked for one by one', async () => {
    const { lambda, asked, names } = account(3);
    const of = versionsOf(lambda, names.length);
    for (const name of names) assert.deepEqual(await of(name), expected);
    assert.deepEqual(asked, names);
  });

  test('of many are told by one list, which is read once', async () => {
    const { lambda, asked, names } = account(60);
    const of = versionsOf(lambda, names.length);
    const told = await Promise.all(names.map(of));
    assert.deepEqual(
      told,
      names.map(() => expected),
    );
    assert.deepEqual(asked, ['ALL', 'ALL', 'ALL', 'ALL']);
  });

  test('are asked for one by one where the list is longer than that', async () => {
    const { lambda, asked } = account(60, 2);
    const of = versionsOf(lambda, 12);
    assert.deepEqual(await of('f59'), expected);
    assert.deepEqual(asked, [...Array(12).fill('ALL'), 'f59']);
  });

  test('of a function that the list has not are asked for', async () => {
    const { lambda, asked } = account(60);
    assert.deepEqual(await versionsOf(lambda, 60)('other'), []);
    assert.equal(asked.at(-1), 'other');
  });
});
