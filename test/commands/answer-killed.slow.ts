import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { lossyProxy } from '../lossy-proxy.ts';
import { type Emulated, emulated } from './emulated.ts';

const functionName = 'callback-with-timeouts';
const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const many = 24;
let there: Emulated;
let directory: string;

before(async () => {
  there = await emulated([functionName]);
  directory = await mkdtemp(join(tmpdir(), 'durcb-killed-'));
});
after(async () => {
  await there.close();
  await rm(directory, { recursive: true });
});

/** A file with an answer for each of as many fresh callbacks, whose execution is its result. */
async function answersFile(prefix: string): Promise<string> {
  const executions = Array.from({ length: many }, (_, index) => `${prefix}-${index}`);
  const lines = await Promise.all(
    executions.map(async (name) => {
      await there.started(functionName, name, { data: 'x' }, 'callback:example-callback');
      const { out } = await there.durcb(['pending', '--execution', name, '-o', 'id']);
      return JSON.stringify({ CallbackId: out.trim(), Result: name });
    }),
  );
  const path = join(directory, `${prefix}.jsonl`);
  await writeFile(path, lines.join('\n'));
  return path;
}

/** `durcb answer` as a process of its own, which is killed once the service has got, and mostly taken, so many answers. */
async function killedAfter(answers: number, file: string, log: string): Promise<void> {
  let seen = 0;
  const proxy = await lossyProxy(there.url, ({ url = '' }) => {
    if (url.includes('/succeed') && ++seen === answers) child.kill('SIGKILL');
    return false;
  });
  const child = spawn(process.execPath, [main, 'answer', file, '--yes', '--log', log], {
    env: { DURCB_ENDPOINT_URL: proxy.url, HOME: directory },
    stdio: 'ignore',
  });
  const [, signal] = await once(child, 'close');
  proxy.close();
  assert.equal(signal, 'SIGKILL');
}

describe('who is killed while answering goes on with the same log', () => {
  for (const answers of [1, 5, 23])
    test(`after ${answers} of ${many}: nothing is missing, and nothing is answered otherwise`, async () => {
      const prefix = `killed-${answers}`;
      const file = await answersFile(prefix);
      const log = join(directory, `${prefix}.log`);
      await killedAfter(answers, file, log);
      await killedAfter(1, file, log);
      const { exitCode, out, err } = await there.durcb([
        'answer',
        file,
        '--yes',
        '--log',
        log,
        '-o',
        'jsonl',
      ]);
      assert.equal(exitCode, 0, err);
      assert.equal(out.trim().split('\n').length, many);
      for (let index = 0; index < many; index++) {
        const name = `${prefix}-${index}`;
        const result = await there.durcb(['result', name, '--wait']);
        assert.equal(JSON.parse(result.out).result, name);
      }
      const again = await there.durcb(['answer', file, '--log', log, '--query', 'Derived.Outcome']);
      assert.deepEqual(new Set(again.out.trim().split('\n')), new Set(['skipped']));
    });
});
