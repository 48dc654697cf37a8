import type { Random } from '../random.ts';

/** Text that has broken programs before. */
export function nastyText(random: Random): string {
  return (random.of(texts) ?? empty)(random);
}

const empty = () => '';

const texts: readonly ((random: Random) => string)[] = [
  empty,
  (random) => 'a'.repeat(random.between(1, 400)),
  (random) => 'é'.repeat(random.between(1, 2000)),
  // Longer than any member may be, and rarely longer than any body.
  (random) => 'x'.repeat(random.chance(0.02) ? 7_000_000 : 20_000),
  () => '\u0000\u0001\u001f\u007f',
  () => '\ud800 and \udfff alone',
  () => '👩‍👩‍👧‍👦\u202e\u2028\ufeff',
  () => '../../../../etc/passwd',
  () => '%00%2e%2e%2f%',
  () => "'; DROP TABLE execution; --",
  () => '__proto__',
  () => 'constructor',
  () => '#{jndi:ldap://127.0.0.1/}',
  () => '*'.repeat(300),
  () => '[[[[[((((((\\',
  () => '-1',
  () => '1e999',
  () => 'NaN',
  () => '9'.repeat(400),
  () => '1970-01-01T00:00:00Z',
  () => 'arn:aws:lambda:us-east-1:123456789012:function:order:$LATEST/durable-execution/none/none',
  () => 'arn:aws:lambda:::function:',
  () => Buffer.from('{"executionId":"none"}').toString('base64'),
  () => JSON.stringify({ executionId: 'none' }),
];

/** A value of JSON, of any kind but perhaps the one that was asked for. */
export function nastyValue(random: Random): unknown {
  return (random.of(values) ?? empty)(random);
}

const values: readonly ((random: Random) => unknown)[] = [
  nastyText,
  nastyText,
  () => null,
  () => true,
  () => [],
  () => ({}),
  (random) => random.of([0, -1, 1, 0.5, 1e308, -0, 2 ** 53, 2 ** 31, Number.MIN_VALUE]),
  (random) => deep(random.between(2, 60)),
  () => [null, [], {}, '', 0],
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

function deep(levels: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { value };
  return value;
}
