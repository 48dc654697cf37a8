import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, command, type Result } from '../cli/command.ts';
import { type ExitCode, exitCodes, Failure } from '../cli/failure.ts';
import { demoFunction } from './demo-function.ts';
import { emulateFailure } from './emulating/emulate-failure.ts';

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
      await tell(context, emulator.url, directory);
    } catch (error) {
      // The sub-command that was interrupted has said so.
      if (!context.signal.aborted) throw error;
    } finally {
      rmSync(directory, { recursive: true, force: true });
      await emulator.close();
    }
    return { kind: 'nothing' };
  },
});

async function tell(context: Context, url: string, directory: string): Promise<void> {
  const show = (words: string[], shown = words.join(' ')) => showCommand(context, url, words, shown);
  const say = (text: string) => context.io.note(`# ${text}`);
  const order = join(directory, 'order.json');
  const approval = join(directory, 'approval.json');
  writeFileSync(order, '{"orderId": "17", "amount": 120}\n');
  writeFileSync(approval, '{"approvedBy": "the night shift"}\n');
  say('An order comes in: its function checks the stock, asks for approval, sleeps.');
  await show(
    ['start', 'order', '--name', 'order-17', '--input', order],
    'start order --name order-17 --input order.json',
  );
  await quietly(context, url, ['wait', 'order-17', '--for', 'callback:approve-order']);
  await quietly(context, url, ['wait', 'order-17', '--for', 'suspended']);
  say('What waits for an answer, and for how long it still may.');
  await show(['pending']);
  say('The approver is still thinking: a heartbeat keeps the callback alive.');
  await show(['heartbeat', ...approveOrder]);
  say('The answer, from a file, byte for byte. The function wakes up and goes on.');
  await show(
    ['send-success', ...approveOrder, '--result', approval],
    `send-success ${approveOrder.join(' ')} \\\n    --result approval.json`,
  );
  say('What happened, and what still does. The exit code is the outcome.');
  await show(['tail', 'order-17', '--follow']);
  say('And what came of it.');
  await show(['result', 'order-17']);
  context.io.note('');
  say('Now yours: durcb emulate ./handler.ts, and durcb --help for everything else.');
}

const approveOrder = ['--execution', 'order-17', '--callback', 'approve-order'];

async function showCommand(context: Context, url: string, words: string[], shown: string): Promise<void> {
  context.io.note(`$ durcb ${shown}`);
  await must(context, url, words);
  context.io.note('');
}

function quietly(context: Context, url: string, words: string[]): Promise<void> {
  return must(context, url, [...words, '--quiet', '--output', 'none']);
}

async function must(context: Context, url: string, words: string[]): Promise<void> {
  const exitCode = await context.durcb([...words, '--endpoint-url', url]);
  if (context.signal.aborted)
    context.io.note('# The emulator of the demo ends here, and with it what it ran.');
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
