import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { readLines } from '../../../src/emulator/functions/log-lines.ts';

async function linesOf(...chunks: (string | Buffer)[]): Promise<string[]> {
  const lines: string[] = [];
  const stream = Readable.from(
    chunks.map((chunk) => Buffer.from(chunk)),
    { objectMode: false },
  );
  readLines(stream, (line) => lines.push(line));
  await text(stream);
  return lines;
}

test('lines are put together from pieces, the last one without its end', async () => {
  assert.deepEqual(await linesOf('a\nb', 'c\r\n', '\nd'), ['a', 'bc', '', 'd']);
});

test('a character cut in two is whole again', async () => {
  const bytes = Buffer.from('ż\n');
  assert.deepEqual(await linesOf(bytes.subarray(0, 1), bytes.subarray(1)), ['ż']);
});

test('an endless line comes in pieces', async () => {
  const lines = await linesOf('x'.repeat(150_000), '\n', 'y\n');
  assert.ok(lines.every((line) => line.length <= 65_536));
  assert.equal(lines.join(''), `${'x'.repeat(150_000)}y`);
});
