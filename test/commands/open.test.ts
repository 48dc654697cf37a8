import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type MemoryOptions, memoryIo } from '../../src/cli/io.ts';
import { formatConsoleUrl, parseConsoleUrl, parseExecutionArn } from '../../src/model/arn.ts';
import { run } from '../../src/run.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';

const arn =
  'arn:aws:lambda:eu-west-1:123456789012:function:order:$LATEST/durable-execution/order-7/3b241101-e2bb-4255-8caf-4136c566a962';
const page =
  'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/order/versions/%24LATEST/executions/order-7/3b241101-e2bb-4255-8caf-4136c566a962';

async function open(
  words: readonly string[],
  environment: Record<string, string>,
  options: MemoryOptions = {},
) {
  const io = memoryIo(options);
  const workingDirectory = import.meta.dirname;
  const exitCode = await run(['open', ...words], { io, workingDirectory, environment });
  return { exitCode, out: io.out.text, err: io.err.text };
}

describe('open', () => {
  test('prints the address without a terminal, and asks nobody for an ARN', async () => {
    assert.equal((await open([arn], { AWS_REGION: 'eu-west-1' })).out, `${page}\n`);
    assert.equal((await open([arn, '-o', 'id'], {})).out, `${page}\n`);
  });

  test('opens a browser on a terminal, unless it shall only print', async (t) => {
    const seen = join(temporaryDirectory(t), 'seen');
    const BROWSER = join(temporaryDirectory(t), 'browser');
    writeFileSync(BROWSER, `#!/bin/sh\nprintf '%s' "$1" > '${seen}.part' && mv '${seen}.part' '${seen}'\n`, {
      mode: 0o755,
    });
    const printed = await open([arn, '--print'], { BROWSER: '/nonexistent' }, { terminal: true });
    assert.ok(printed.out.includes(page));
    const opened = await open([arn], { BROWSER, PATH: process.env.PATH ?? '' }, { terminal: true });
    assert.equal(opened.exitCode, 0, opened.err);
    assert.equal(await waitFor('the browser', () => contentOf(seen)), page);
  });

  test('says where it is when there is no browser', async () => {
    const { exitCode, err } = await open([arn], { BROWSER: '/nonexistent' }, { terminal: true });
    assert.equal(exitCode, 1);
    assert.ok(
      err.includes(`/nonexistent cannot be started, so no browser opens; open it yourself: ${page}`),
      err,
    );
  });

  test('knows that an emulator has no console', async () => {
    const { exitCode, err } = await open([arn, '--endpoint-url', 'http://127.0.0.1:1'], {});
    assert.equal(exitCode, 1);
    assert.match(err, /an emulator has no console/);
  });
});

test('a console address is read as it is written, and lies in the partition of its ARN', () => {
  const { partition: _, account: __, ...parts } = parseExecutionArn(arn) ?? assert.fail();
  assert.deepEqual(parseConsoleUrl(page), parts);
  for (const [partition, host] of [
    ['aws', 'console.aws.amazon.com'],
    ['aws-cn', 'console.amazonaws.cn'],
    ['aws-us-gov', 'console.amazonaws-us-gov.com'],
  ] as const) {
    const address = formatConsoleUrl({ ...parts, partition, account: '123456789012' });
    assert.deepEqual(parseConsoleUrl(address), parts);
    assert.equal(new URL(address).host, `eu-west-1.${host}`);
  }
});

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
