import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { jsonLines } from '../json-lines.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';
import { type Emulated, emulated } from './emulated.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const functionName = 'chained-target';

let there: Emulated;

before(async () => {
  there = await emulated([functionName]);
});
after(() => there.close());

interface Told {
  readonly DurableExecutionArn: string;
  readonly EventId: number;
}

const told = jsonLines<Told>;

test('however often a tail with --resume is killed, no event is missed', async (t) => {
  const file = join(temporaryDirectory(t), 'positions');
  const words = ['tail', functionName, '--resume', file, '-o', 'jsonl'];
  const lines: Told[] = [];
  for (const round of [1, 2, 3]) {
    const program = spawn(process.execPath, [main, ...words, '-f', '--endpoint-url', there.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    program.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    await waitFor('the file', () => existsSync(file) || undefined);
    const names = Array.from({ length: 12 }, (_, index) => `round-${round}-${index}`);
    const starting = Promise.all(names.map((name) => there.started(functionName, name, { value: 2 }, 'end')));
    await waitFor('some events', () => told(out).length >= 8 || undefined);
    program.kill('SIGKILL');
    await once(program, 'close');
    await starting;
    lines.push(...told(out));
  }
  lines.push(...told((await there.durcb(words)).out));
  const numbers = Map.groupBy(lines, ({ DurableExecutionArn }) => DurableExecutionArn);
  assert.equal(numbers.size, 36);
  for (const [name, own] of numbers)
    assert.deepEqual([...new Set(own.map(({ EventId }) => EventId))], [1, 2, 3, 4, 5], name);
});
