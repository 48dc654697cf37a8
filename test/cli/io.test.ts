import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { Failure } from '../../src/cli/failure.ts';
import { changeIo, createIo, memoryIo } from '../../src/cli/io.ts';

/** A screen whose every write ends with the given error. */
function failing(code: string) {
  const stream = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`write ${code}`), { code })),
  });
  stream.on('error', () => {});
  const { stdin, stderr } = memoryIo();
  return createIo({ stdin: stdin.stream, stdout: stream, stderr: stderr.stream });
}

test('a reader that has gone is no error', async () => {
  const { stdout } = failing('EPIPE');
  await stdout.write('one');
  await stdout.write('after the stream was destroyed');
});

test('a disk that is full is one', async () => {
  await assert.rejects(failing('ENOSPC').stdout.write('one'), (error) => {
    assert.ok(error instanceof Failure);
    return error.code === 'output-failed' && /ENOSPC/.test(error.message);
  });
});

test('a write waits for a slow reader', async () => {
  const waiting: (() => void)[] = [];
  const stream = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => waiting.push(done) });
  const { stdin, stderr } = memoryIo();
  const { stdout } = createIo({ stdin: stdin.stream, stdout: stream, stderr: stderr.stream });
  let isTaken = false;
  const writing = stdout.write('rows').then(() => {
    isTaken = true;
  });
  await new Promise(setImmediate);
  assert.equal(isTaken, false);
  waiting[0]?.();
  await writing;
});

test('notes go to stderr, unless it shall be quiet', () => {
  const io = memoryIo();
  io.note('loud');
  changeIo(io, { quiet: true }).note('silent');
  assert.equal(io.err.text, 'loud\n');
  assert.equal(io.out.text, '');
});

test('notes move no cursor, but may have lines and tabs', () => {
  const io = memoryIo();
  io.note('  one\t\x1b[2Jtwo\r\n  three');
  assert.equal(io.err.text, '  one\t [2Jtwo \n  three\n');
});

test('the width is that of the screen, or 80', () => {
  assert.equal(memoryIo({ width: 132 }).stdout.width, 132);
  assert.equal(failing('EPIPE').stdout.width, 80);
});

test('the keyboard is lent until the program ends, however it is spoken to meanwhile', async () => {
  const io = memoryIo();
  const isLent = await changeIo(io, { quiet: true }).stdin.lend(async () => io.stdin.isLent);
  assert.deepEqual([isLent, io.stdin.isLent], [true, false]);
  await assert.rejects(io.stdin.lend(() => Promise.reject(new Error('it failed'))));
  assert.equal(io.stdin.isLent, false);
});
