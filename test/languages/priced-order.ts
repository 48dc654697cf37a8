import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import * as z from 'zod/mini';
import type { Durcb } from '../durcb.ts';
import { type EmulatorProcess, emulatorProcess } from '../emulator-process.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const caller = join(import.meta.dirname, '../fixtures/functions/typescript/priced-order.ts');

/**
 * Starts an emulator that serves the durable caller, and under `price` what the code says, as durcb takes it.
 * Whoever starts it again kills the one that runs.
 */
export function pricing(
  t: TestContext,
  code: string,
  ...words: readonly string[]
): () => Promise<EmulatorProcess> {
  const directory = temporaryDirectory(t);
  const served = [`orders=${caller}`, '--plain', `price=${code}`, ...words];
  let emulator: EmulatorProcess | undefined;
  t.after(() => emulator?.end('SIGKILL'));
  return async () => {
    await emulator?.end('SIGKILL');
    emulator = await emulatorProcess(directory, served);
    return emulator;
  };
}

const Price = z.object({
  number: z.string(),
  price: z.looseObject({ requestId: z.string(), remaining: z.number() }),
});

/** Starts an order, kills the emulator while a coupon is awaited, answers, and looks at what the order became. */
export async function playPricedOrder(start: () => Promise<EmulatorProcess>, by: string): Promise<void> {
  const first = await start();
  const arn = await ordered(first.durcb);
  await first.durcb.text('wait', arn, '--for', 'callback:coupon');
  const { durcb } = await start();
  const pending = JSON.parse(await durcb.text('pending', '--execution', arn, '-o', 'json'));
  assert.equal(pending.length, 1);
  await durcb.text('send-success', pending[0].CallbackId, '--result-text', '{"percent":20}');
  await durcb.text('wait', arn);
  const { number, price } = Price.parse(JSON.parse(await durcb.text('result', arn)));
  const { requestId, remaining, ...rest } = price;
  assert.match(requestId, /^[0-9a-f-]{36}$/);
  assert.ok(remaining > 0 && remaining <= 61_000, String(remaining));
  assert.equal(number, '7-1');
  assert.partialDeepStrictEqual(rest, {
    total: 2000,
    by,
    name: 'price',
    version: '$LATEST',
    arn: 'arn:aws:lambda:us-east-1:123456789012:function:price',
    memory: 1024,
  });
}

const Events = z.array(z.looseObject({ EventType: z.string() }));
const Failure = z.object({
  ChainedInvokeFailedDetails: z.object({
    Error: z.object({ Payload: z.looseObject({ ErrorType: z.string(), ErrorMessage: z.string() }) }),
  }),
});

/** What the histories of orders say whose price cannot be told, by what the function is asked to do. */
export async function pricingFailures({ durcb }: EmulatorProcess, modes: readonly string[]) {
  return Object.fromEntries(
    await Promise.all(modes.map(async (mode) => [mode, await pricingFailure(durcb, mode)] as const)),
  );
}

async function pricingFailure(durcb: Durcb, mode: string) {
  const arn = await ordered(durcb, mode);
  await durcb.text('wait', arn, '--for', 'callback:coupon');
  const answer = ['--execution', arn, '--callback', 'coupon', '--result-text', '{"percent":0}'];
  await durcb.text('send-success', ...answer);
  const { exitCode } = await durcb('wait', arn);
  assert.equal(exitCode, 3);
  const events = Events.parse(
    JSON.parse(await durcb.text('history', arn, '--payload', 'full', '-o', 'json')),
  );
  assert.equal(events.at(-1)?.EventType, 'ExecutionFailed');
  const failed = events.find(({ EventType }) => EventType === 'ChainedInvokeFailed');
  const { ErrorType, ErrorMessage } = Failure.parse(failed).ChainedInvokeFailedDetails.Error.Payload;
  return [ErrorType, ErrorMessage.replace(/(?<=RequestId: )[0-9a-f-]{36}/, 'ID')];
}

function ordered(durcb: Durcb, mode?: string): Promise<string> {
  const input = JSON.stringify({ orderId: '7', cents: 250, count: 10, mode });
  return durcb.text('start', 'orders', '--input-text', input, '-o', 'id');
}
