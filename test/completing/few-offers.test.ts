import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fewOffers } from '../../src/completing/few-offers.ts';

const offers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ value: `f-${index}`, about: '' }));

test('a shell gets no more than it can take, and first what is begun', () => {
  const all = offers(60_000);
  const few = fewOffers(all, 'f-5999');
  assert.equal(few.length, 5000);
  const begun = few.slice(0, 12).map(({ value }) => value);
  const wanted = ['f-5999', ...Array.from({ length: 10 }, (_, index) => `f-5999${index}`), 'f-0'];
  assert.deepEqual(begun, wanted);
  assert.equal(fewOffers(offers(5000), 'x').length, 5000);
});
