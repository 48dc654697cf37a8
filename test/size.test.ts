import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAst } from 'rolldown/parseAst';

const root = join(import.meta.dirname, '..');
const sources = globSync('src/**/*.ts', { cwd: root }).map((file) => ({
  file,
  text: readFileSync(join(root, file), 'utf8'),
}));

test('files are small: median 70 lines, 95th percentile 220, none above 350', () => {
  const lengths = sources.map(({ text }) => text.split('\n').length - 1);
  assert.ok(percentile(lengths, 50) <= 70, `median ${percentile(lengths, 50)}`);
  assert.ok(percentile(lengths, 95) <= 220, `95th percentile ${percentile(lengths, 95)}`);
  const tooLong = sources.filter(({ text }) => text.split('\n').length - 1 > 350).map(({ file }) => file);
  assert.deepEqual(tooLong, []);
});

test('functions are small: median 10 lines, 95th percentile 35', () => {
  const lengths = sources.flatMap(({ file, text }) =>
    functionLengths(parseAst(text, { lang: 'ts' }, file), text),
  );
  assert.ok(lengths.length > 100, 'functions are found at all');
  assert.ok(percentile(lengths, 50) <= 10, `median ${percentile(lengths, 50)}`);
  assert.ok(percentile(lengths, 95) <= 35, `95th percentile ${percentile(lengths, 95)}`);
});

function functionLengths(node: unknown, text: string): number[] {
  if (Array.isArray(node)) return node.flatMap((child) => functionLengths(child, text));
  if (typeof node !== 'object' || node === null) return [];
  const below = Object.values(node).flatMap((child) => functionLengths(child, text));
  return isFunction(node) ? [text.slice(node.start, node.end).split('\n').length, ...below] : below;
}

function isFunction(node: object): node is { start: number; end: number } {
  const type = 'type' in node ? node.type : undefined;
  // A method is a function expression too; declarations without a body are types.
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(String(type));
}

function percentile(numbers: readonly number[], percent: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}
