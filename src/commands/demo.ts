import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, command, type Result } from '../cli/command.ts';
import { type ExitCode, exitCodes, Failure } from '../cli/failure.ts';
import { demoFunction } from './demo-function.ts';
import { emulateFailure } from './emulate-failure.ts';

/** The whole story on an emulator of its own: nothing is left behind. */
export const demo = command({
  name: 'demo',
  summary: 'see it work: start, pending, heartbeat, send-success, tail, in ten seconds',
  examples: ['durcb demo'],
  arguments: {},
  options: {},
  async run(context): Promise<Result> {
    const { startEmulator } = await import('../emulator/emulator.ts');
    const { clock, environment, version } = context;
    context.io.note('# An emulator starts, with a durable function called order: no AWS, no Docker.');
    const functions = [demoFunction()];
    const emulator = await startEmulator({ functions, clock, environment, version }).catch(emulateFailure);
    const directory = mkdtempSync(join(tmpdir(), 'durcb-demo-'));
    try {
      return { kind: 'nothing', exitCode: await tell(context, emulator.url, directory) };
    } finally {
      rmSync(directory, { recursive: true, force: true });
      await emulator.close();
    }
  },
});

const execution = ['--execution', 'order-17', '--function', 'order'];

async function tell(context: Context, url: string, directory: string): Promise<ExitCode> {
  const show = (words: string[], shown = words) => showCommand(context, url, words, shown);
  writeFileSync(join(directory, 'order.json'), '{"orderId": "17", "amount": 120}\n');
  writeFileSync(join(directory, 'approval.json'), '{"approvedBy": "the night shift"}\n');
  const file = (name: string) => join(directory, name);
  context.io.note('# An order comes in. Its function checks the stock, asks for approval, and sleeps.');
  await show(
    ['start', 'order:$LATEST', '--name', 'order-17', '--input', file('order.json')],
    ['start', "'order:$LATEST'", '--name', 'order-17', '--input', 'order.json'],
  );
  await quietly(context, url, ['wait', 'order-17', '--function', 'order', '--for', 'callback:approve-order']);
  context.io.note('# What waits for an answer, and how long it still may.');
  await show(['pending']);
  context.io.note('# The approver is still thinking: a heartbeat keeps the callback alive.');
  await show(['heartbeat', ...execution, '--callback', 'approve-order']);
  context.io.note('# The answer, from a file, byte for byte. The function wakes up and goes on.');
  await show(
    ['send-success', ...execution, '--callback', 'approve-order', '--result', file('approval.json')],
    ['send-success', ...execution, '--callback', 'approve-order', '--result', 'approval.json'],
  );
  context.io.note('# Everything that happened, as it happens. The exit code is the outcome.');
  return show(['tail', 'order-17', '--function', 'order', '--follow']);
}

async function showCommand(
  context: Context,
  url: string,
  words: string[],
  shown: string[],
): Promise<ExitCode> {
  context.io.note(`$ durcb ${shown.join(' ')}`);
  const exitCode = await context.durcb([...words, '--endpoint-url', url]);
  context.io.note('');
  if (exitCode !== exitCodes.done) throw interruptedStory(words[0] ?? '', exitCode);
  return exitCode;
}

async function quietly(context: Context, url: string, words: string[]): Promise<void> {
  const exitCode = await context.durcb([...words, '--endpoint-url', url, '--quiet', '--output', 'none']);
  if (exitCode !== exitCodes.done) throw interruptedStory(words[0] ?? '', exitCode);
}

function interruptedStory(name: string, exitCode: ExitCode): Failure {
  return new Failure({
    code: 'demo-failed',
    message: `the demo's ${name} ended with exit code ${exitCode}`,
    hint: 'its own message is above',
    exitCode,
  });
}
