import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { memoryIo } from '../../src/cli/io.ts';
import { run } from '../../src/run.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

async function configured(workingDirectory: string, words: readonly string[], environment = {}) {
  const io = memoryIo();
  const exitCode = await run(['config', ...words], { io, workingDirectory, environment });
  return { exitCode, lines: io.out.text.trimEnd().split('\n'), err: io.err.text };
}

describe('config show', () => {
  test('says where each value is from: a flag, the environment, the file, a default', async (t) => {
    const directory = temporaryDirectory(t);
    const file = join(directory, 'durcb.json');
    writeFileSync(
      file,
      '{"time":"local","region":"eu-west-1","protected":{"profiles":["prod*"],"accounts":["123456789012"],"requireReason":true},"functions":{"order":{"handler":"order.ts"}}}',
    );
    const { lines } = await configured(directory, ['show', '--profile', 'ops'], {
      AWS_REGION: 'eu-north-1',
      XDG_CACHE_HOME: '/home/me/.cache',
      XDG_STATE_HOME: '/home/me/.state',
    });
    assert.deepEqual(lines, [
      'output\ttsv\tdefault',
      'null\tfalse\tdefault',
      'query\t\tdefault',
      `time\tlocal\t${file}`,
      'color\tauto\tdefault',
      'endpointUrl\t\tleft to the AWS SDK',
      'region\teu-north-1\tAWS_REGION',
      'profile\tops\t--profile',
      'quiet\tfalse\tdefault',
      'verbose\tfalse\tdefault',
      'input\ttrue\tdefault',
      'cache\ttrue\tdefault',
      'cacheDirectory\t/home/me/.cache/durcb\tXDG_CACHE_HOME',
      'actionLog\t/home/me/.state/durcb/actions.jsonl\tXDG_STATE_HOME',
      `protected\tprofiles prod*; accounts 123456789012; with a reason\t${file}`,
      `functions\torder\t${file}`,
    ]);
  });

  test('is also what config alone does, and all that it does', async (t) => {
    const directory = temporaryDirectory(t);
    const { exitCode, lines } = await configured(directory, ['-o', 'json', '--query', '[0]']);
    assert.equal(exitCode, 0);
    assert.deepEqual(JSON.parse(lines.join('')), { Name: 'output', Value: 'json', Source: '--output' });
    assert.equal((await configured(directory, ['set'])).exitCode, 2);
  });
});
