import assert from 'node:assert/strict';
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { openPackages, type Package } from '../../../src/emulator/functions/packages.ts';
import { directoryOf } from '../../directory-of.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';
import { archive } from '../deployed.ts';

type Packages = ReturnType<typeof openPackages>;

function taken(packages: Packages, source: Uint8Array | string): Package {
  const found = packages.take(source);
  assert.ok(!('refused' in found), 'refused' in found ? found.refused : '');
  return found;
}

function refused(packages: Packages, source: Uint8Array | string): string {
  const found = packages.take(source);
  assert.ok('refused' in found);
  return found.refused;
}

test('an archive is unpacked once, with programs that can be run', (t) => {
  const directory = join(temporaryDirectory(t), 'code');
  const packages = openPackages(directory);
  const zip = archive({ bootstrap: '#!/bin/sh', 'lib/a.mjs': 'export {}' });
  const { from, codeSha256, codeSize } = taken(packages, zip);
  const place = packages.directoryOf(from);
  assert.equal(dirname(place), directory);
  assert.equal(readFileSync(join(place, 'lib', 'a.mjs'), 'utf8'), 'export {}');
  assert.ok(statSync(join(place, 'bootstrap')).mode & 0o100);
  writeFileSync(join(place, 'mark'), '');
  assert.deepEqual(taken(packages, zip), { from, codeSha256, codeSize });
  assert.ok(existsSync(join(place, 'mark')), 'it was not unpacked again');
});

test('an archive is received once, however many send it at the same time, while others go on', async (t) => {
  const directory = temporaryDirectory(t);
  const packages = openPackages(directory);
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`d/${index}.mjs`, `${index}`]));
  const zip = archive(files);
  let isReceived = false;
  const all = Promise.all([packages.receive(zip), packages.receive(zip), packages.receive(archive(files))]);
  const received = all.finally(() => {
    isReceived = true;
  });
  let turns = 0;
  for (; !isReceived; turns++) await new Promise(setImmediate);
  assert.ok(turns > 1);
  const [one, ...others] = await received;
  for (const other of others) assert.deepEqual(other, one);
  assert.deepEqual(packages.take(zip), one);
  const [place, ...rest] = readdirSync(directory);
  assert.deepEqual([readdirSync(join(directory, place ?? '', 'd')).length, rest], [40, []]);
  assert.deepEqual(await packages.receive(new Uint8Array(3)), packages.take(new Uint8Array(3)));
});

test('archives that nobody names any more are removed, and so is what was broken off', (t) => {
  const directory = temporaryDirectory(t);
  const packages = openPackages(directory);
  const [kept] = [archive({ a: '1' }), archive({ a: '2' })].map((zip) => taken(packages, zip).from);
  assert.ok(kept && 'zip' in kept);
  writeFileSync(join(directory, 'broken.new'), '');
  openPackages(directory).keep([{ kind: 'package', from: kept, runtime: 'nodejs24.x', handler: 'a.b' }]);
  assert.deepEqual(readdirSync(directory), [kept.zip]);
});

test('the name of what was unpacked is flushed as well', async (t) => {
  const directory = temporaryDirectory(t);
  const { ino } = statSync(directory);
  const flushed: string[][] = [];
  const { fsyncSync } = fs;
  t.mock.method(fs, 'fsyncSync', (descriptor: number) => {
    if (fs.fstatSync(descriptor).ino === ino) flushed.push(readdirSync(directory));
    fsyncSync(descriptor);
  });
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  const packages = openPackages(directory);
  const { from } = taken(packages, archive({ a: '1' }));
  const one = basename(packages.directoryOf(from));
  await packages.receive(archive({ a: '2' }));
  const both = readdirSync(directory);
  assert.deepEqual(flushed, [[one], both]);
  assert.equal(both.length, 2);
});

test('a file that came alone is written once, never over another, and kept while code is in it', (t) => {
  const directory = temporaryDirectory(t);
  const packages = openPackages(directory);
  const [one, other] = ['one', 'other'].map((text) => packages.hold('index.js', text));
  assert.ok(one && other);
  assert.equal(readFileSync(join(one, 'index.js'), 'utf8'), 'one');
  writeFileSync(join(one, 'mark'), '');
  assert.equal(openPackages(directory).hold('index.js', 'one'), one);
  assert.ok(existsSync(join(one, 'mark')), 'it was not written again');
  packages.keep([
    { kind: 'node', file: join(one, 'index.js'), export: 'handler' },
    { kind: 'command', command: './bootstrap', directory: '/elsewhere' },
    { kind: 'remote', url: 'http://127.0.0.1:1' },
  ]);
  assert.deepEqual(readdirSync(directory), [basename(one)]);
});

test('without a directory, code goes with the emulator', () => {
  const packages = openPackages();
  const place = packages.directoryOf(taken(packages, archive({ a: '1' })).from);
  assert.ok(existsSync(place));
  packages.close();
  assert.equal(existsSync(place), false);
});

test('a directory is used where it is, and is another package when a file has changed', (t) => {
  const directory = directoryOf(t, { 'a/b.mjs': 'one', 'c.mjs': 'two' });
  const packages = openPackages();
  const before = taken(packages, directory);
  assert.deepEqual([before.from, before.codeSize], [{ directory }, 6]);
  mkdirSync(join(directory, 'a', '__pycache__'));
  writeFileSync(join(directory, 'a', '__pycache__', 'b.pyc'), 'compiled');
  assert.deepEqual(taken(packages, directory), before);
  writeFileSync(join(directory, 'c.mjs'), 'three');
  assert.notEqual(taken(packages, directory).codeSha256, before.codeSha256);
});

test('files outside of the package are refused, and nothing is written', (t) => {
  for (const name of ['../a', 'a/../../b', '/etc/a', 'a\\b', 'c:/a', 'a/..']) {
    const directory = temporaryDirectory(t);
    const message = refused(openPackages(directory), zipSync({ [name]: new Uint8Array(1) }));
    assert.match(message, /^Could not unzip uploaded file/);
    assert.deepEqual(readdirSync(directory), []);
  }
});

test('an archive is refused in which a file is a directory, too', (t) => {
  const directory = temporaryDirectory(t);
  const message = refused(openPackages(directory), archive({ 'a/b': 'file', 'a/b/c': 'file' }));
  assert.match(message, /^Could not unzip uploaded file/);
  assert.deepEqual(readdirSync(directory), []);
});

test('an archive is refused that is damaged, or larger unpacked than what the service takes', (t) => {
  const packages = openPackages(temporaryDirectory(t));
  const whole = archive({ 'a.mjs': 'export const handler = async () => 1;\n'.repeat(99) });
  for (const broken of [whole.subarray(0, -30), Buffer.from(whole).fill(0, 40, 60), new Uint8Array(0)]) {
    assert.match(refused(packages, broken), /^Could not unzip uploaded file|non-empty/);
  }
  const large = Buffer.from(archive({ a: 'small' }));
  // Where the list of its files tells the size of the first one unpacked.
  large.writeUInt32LE(262_144_001, large.indexOf('PK\x01\x02') + 24);
  assert.match(refused(packages, large), /^Unzipped size must be smaller than 262144000 bytes$/);
});
