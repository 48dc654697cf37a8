import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { Failure } from '../../src/cli/failure.ts';
import { interruptions } from '../../src/cli/interruption.ts';
import { createIo, type MemoryOptions, memoryIo } from '../../src/cli/io.ts';
import { type PayloadRules, readPayload, textPayload } from '../../src/cli/payload.ts';
import { readStdin } from '../../src/cli/read-stdin.ts';

let workingDirectory: string;

// Every byte there is, in no order that text would have.
const bytes = Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 7) % 256));

before(() => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'durcb-payload-'));
  const files = {
    'result.bin': bytes,
    'result.json': '{ "a":  1 }\n',
    'broken.json': '{\n  "a": 1,\n  "b" 2\n}\n',
    'latin.json': Buffer.from([0x22, 0xe9, 0x22]),
    'broken.txt': '{',
    empty: '',
    'a b.json': '1',
    '-': 'a file, not stdin',
    large: Buffer.alloc(1_048_577),
    old: Buffer.alloc(262_145),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(workingDirectory, name), content);
  mkdirSync(join(workingDirectory, 'directory'));
});

after(() => rmSync(workingDirectory, { recursive: true }));

const signal = new AbortController().signal;
const rules: PayloadRules = { option: '--result', warnAbove: 262_144 };

const read = (source: string, options: MemoryOptions = {}) =>
  readPayload(source, rules, { io: memoryIo(options), workingDirectory, signal });

function refusal(code: string, exitCode: number, message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof Failure);
    assert.deepEqual([error.code, error.exitCode], [code, exitCode]);
    assert.match(error.message, message);
    assert.doesNotMatch(`${error.message}${error.hint}`, /\n/);
    return true;
  };
}

for (const prefix of ['', '@', 'file://', 'fileb://']) {
  test(`reads ${prefix}FILE byte for byte`, async () => {
    for (const path of ['result.bin', join(workingDirectory, 'result.bin')]) {
      const payload = await read(`${prefix}${path}`);
      assert.deepEqual(Buffer.from(payload.bytes), bytes);
      assert.equal(payload.size, 512);
      assert.equal(payload.sha256, createHash('sha256').update(bytes).digest('hex'));
    }
  });
}

test('reads stdin byte for byte', async () => {
  assert.deepEqual(Buffer.from((await read('-', { stdin: bytes })).bytes), bytes);
  assert.equal((await read('-')).size, 0);
});

test('reads a file called - by its path', async () => {
  assert.equal(Buffer.from((await read('./-')).bytes).toString(), 'a file, not stdin');
});

test('does not wait for a person to type', async () => {
  await assert.rejects(read('-', { terminal: true }), refusal('stdin-is-terminal', 2, /nothing is piped/));
});

test('stops reading stdin when the run is broken off', async () => {
  const controller = new AbortController();
  const { stdout, stderr } = memoryIo();
  const io = createIo({ stdin: new PassThrough(), stdout: stdout.stream, stderr: stderr.stream });
  const reading = readStdin(io, controller.signal);
  controller.abort(interruptions.SIGINT);
  await assert.rejects(reading, (error) => error === interruptions.SIGINT);
});

test('sends JSON as it is in the file', async () => {
  assert.equal(Buffer.from((await read('result.json')).bytes).toString(), '{ "a":  1 }\n');
  assert.equal((await read('a b.json')).size, 1);
});

test('refuses a .json file that is not JSON, with line and column', async () => {
  await assert.rejects(
    read('broken.json'),
    refusal(
      'invalid-json',
      11,
      /broken.json is not JSON: line 3, column 7: expected a colon, found "2"; nothing was sent/,
    ),
  );
  await assert.rejects(read('latin.json'), refusal('invalid-json', 11, /not UTF-8/));
  assert.equal((await read('broken.txt')).size, 1);
});

test('refuses what is not JSON where it must be, with the hint of whoever asks and nothing of the content', async () => {
  const mustBeJson = { ...rules, jsonHint: 'correct it' };
  const context = { io: memoryIo({ stdin: 'secret' }), workingDirectory, signal };
  const notJson = (name: string) => (error: unknown) => {
    assert.ok(error instanceof Failure);
    assert.match(error.message, new RegExp(`${name} is not JSON: line 1, column \\d: .*; nothing was sent$`));
    assert.doesNotMatch(error.message, /secret/);
    assert.deepEqual([error.hint, error.exitCode], ['correct it', 11]);
    return true;
  };
  await assert.rejects(readPayload('-', mustBeJson, context), notJson('--result'));
  await assert.rejects(readPayload('broken.txt', mustBeJson, context), notJson('broken.txt'));
  await assert.rejects(readPayload('broken.json', { ...mustBeJson, option: 'x' }, context), (error) => {
    return error instanceof Failure && error.hint === 'correct it';
  });
  assert.throws(() => textPayload('secret', mustBeJson, context), notJson('--result'));
});

test('refuses nothing on stdin where that is no answer, but takes an empty file', async () => {
  const noNothing = { ...rules, emptyHint: 'give --no-result' };
  const context = { io: memoryIo(), workingDirectory, signal };
  await assert.rejects(
    readPayload('-', noNothing, context),
    refusal('empty-stdin', 11, /^stdin is empty; nothing was sent$/),
  );
  assert.equal((await readPayload('empty', noNothing, context)).size, 0);
});

test('refuses what is too large, from wherever it comes', async () => {
  const tooLarge = refusal(
    'payload-too-large',
    11,
    /^--result is 1048577 bytes .* 1048576; nothing was sent$/,
  );
  await assert.rejects(read('large'), tooLarge);
  await assert.rejects(read('-', { stdin: Buffer.alloc(1_048_577) }), tooLarge);
  const context = { io: memoryIo(), workingDirectory, signal };
  assert.throws(() => textPayload('x'.repeat(1_048_577), rules, context), tooLarge);
});

test('warns of what older service limits did not take', async () => {
  const io = memoryIo();
  await readPayload('old', rules, { io, workingDirectory, signal });
  assert.equal(io.err.text, 'durcb: warning: --result is 262145 bytes; older service limits were 262144\n');
});

test('says which file cannot be read, and why', async () => {
  await assert.rejects(
    read('nowhere'),
    refusal('file-not-found', 11, /nowhere: there is no such file; nothing was sent$/),
  );
  await assert.rejects(
    read('directory'),
    refusal('file-not-readable', 11, /directory: it is a directory; nothing was sent$/),
  );
});

test('takes a text as UTF-8', () => {
  const payload = textPayload('é', rules, { io: memoryIo(), workingDirectory, signal });
  assert.deepEqual(Buffer.from(payload.bytes), Buffer.from([0xc3, 0xa9]));
});
