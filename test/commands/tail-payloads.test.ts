import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PayloadFolder } from '../../src/commands/payloads/payload-folder.ts';
import { historyOf } from '../lambda/history-of.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { type Emulated, emulated } from './emulated.ts';

let there: Emulated;

before(async () => {
  there = await emulated(['failing']);
  await there.started('failing', 'failed', { sku: 'Bäume' }, 'end');
});
after(() => there.close());

for (const command of ['tail', 'history'])
  describe(`${command} --save-payloads`, () => {
    test('writes each input, result and error to a file of its own', async (t) => {
      const directory = temporaryDirectory(t);
      const words = [command, 'failed', '--save-payloads', directory, '-o', 'jsonl'];
      const { out } = await there.durcb(words);
      const rows = out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const files: string[] = rows.flatMap(({ Derived }) => Derived.File ?? []);
      const [first = ''] = files;
      assert.match(first, /\/failed-[0-9a-f]{8}\/1-ExecutionStarted-failed\.json$/);
      assert.equal(readFileSync(first, 'utf8'), '{"sku":"Bäume"}');
      assert.equal(statSync(first).mode & 0o777, 0o600);
      const last = JSON.parse(readFileSync(files.at(-1) ?? '', 'utf8'));
      assert.equal(last.ErrorType, 'OutOfStock');
      const [folder = ''] = readdirSync(directory);
      assert.equal(readdirSync(join(directory, folder)).length, files.length);
      assert.equal((await there.durcb(words)).out, out, 'a second time nothing changes');
    });

    test('overwrites nothing', async (t) => {
      const directory = temporaryDirectory(t);
      const words = [command, 'failed', '--save-payloads', directory, '-o', 'none'];
      await there.durcb(words);
      const [folder = ''] = readdirSync(directory);
      const file = join(directory, folder, '1-ExecutionStarted-failed.json');
      writeFileSync(file, 'mine');
      const { exitCode, err } = await there.durcb(words);
      assert.equal(exitCode, 1);
      assert.match(err, /another file stands there/);
      assert.equal(readFileSync(file, 'utf8'), 'mine');
    });
  });

describe('the files of payloads', () => {
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f:1/durable-execution/x/12345678-0000';
  const result = (Name: string, Truncated = false) =>
    historyOf({
      EventType: 'StepSucceeded',
      Name,
      StepSucceededDetails: { Result: { Payload: 'x', Truncated }, RetryDetails: {} },
    });

  test('stay where they belong, whatever an operation is called', (t) => {
    const directory = temporaryDirectory(t);
    const folder = new PayloadFolder(directory, () => {});
    const files = ['../../../etc/passwd', 'a/b', 'ü\n', 'x'.repeat(300)].flatMap((name) =>
      result(name).map((event) => folder.save(arn, event)),
    );
    const own = join(directory, 'x-12345678');
    assert.ok(files.every((file) => file && join(file, '..') === own));
    assert.equal(readdirSync(own).length, files.length);
  });

  test('hold no payload that the service has cut', (t) => {
    const notes: string[] = [];
    const folder = new PayloadFolder(temporaryDirectory(t), (text) => void notes.push(text));
    assert.deepEqual(
      result('cut', true).map((event) => folder.save(arn, event)),
      [undefined],
    );
    assert.match(notes.join(), /cut the payload of event 1/);
  });
});
