import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import type { FunctionCode } from '../../../src/emulator/functions/functions.ts';
import { beacon } from './beacon.ts';
import { definition, fixture, node, python, runtime, withoutPython } from './test-host.ts';

const workers: [string, FunctionCode, string | false][] = [
  ['a Node handler in an endless loop', node('beacon.mjs'), false],
  ['a Python handler in an endless loop', python('beacon.py'), withoutPython],
  ['a program that ignores signals, in an endless loop', runtime('stubborn.mjs'), false],
];

for (const [what, code, skip] of workers) {
  test(`${what} ends when its emulator is killed`, { skip }, async (t) => {
    const { port, seen } = await beacon(t);
    const args = [definition(code), { port, next: 'spin' }].map((value) => JSON.stringify(value));
    const parent = spawn(process.execPath, [fixture('parent.ts'), ...args], { stdio: 'inherit' });
    const worker = await seen();
    const ended = once(parent, 'exit');
    parent.kill('SIGKILL');
    await ended;
    await worker.gone;
    assert.equal(parent.signalCode, 'SIGKILL');
  });
}
