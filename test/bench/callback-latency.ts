import { join } from 'node:path';
import { emulatorProcess } from './emulator-process.ts';
import { percentile, type Row } from './measure.ts';
import { invokeAsync, post } from './post.ts';

const handler = join(import.meta.dirname, 'woken-handler.mjs');

/** From the answer to a callback until its handler runs again, in a worker that is warm. */
export async function callbackLatency(count: number): Promise<Row[]> {
  await using emulator = await emulatorProcess([`woken=${handler}`]);
  const samples: number[] = [];
  for (let answered = 0; answered < count; answered++) samples.push(await latency(emulator.url));
  const warm = samples.slice(5);
  return [
    {
      measure: 'callback answered → handler invoked',
      median: `${percentile(warm, 50).toFixed(2)} ms`,
      spread: `p99 ${percentile(warm, 99).toFixed(2)}`,
    },
  ];
}

async function latency(url: string): Promise<number> {
  await invokeAsync(url, 'woken', '{}');
  const callback = await pendingCallback(url);
  const path = `/2025-12-01/durable-execution-callbacks/${encodeURIComponent(callback.CallbackId)}/succeed`;
  const answeredAt = process.hrtime.bigint();
  await post(`${url}${path}`, '1');
  const wokenAt = await resultOf(url, callback.DurableExecutionArn);
  return Number(wokenAt - answeredAt) / 1e6;
}

interface Pending {
  readonly CallbackId: string;
  readonly DurableExecutionArn: string;
}

/** Asked again and again: the handler needs a moment to create it. */
async function pendingCallback(url: string): Promise<Pending> {
  for (;;) {
    const answer = JSON.parse(await fetch(`${url}/durcb/pending`).then((response) => response.text()));
    const [first] = answer.Callbacks;
    if (first) return first;
  }
}

/** The handler's result is the time it was woken at, on the clock that all processes of a machine share. */
async function resultOf(url: string, arn: string): Promise<bigint> {
  for (;;) {
    const address = `${url}/2025-12-01/durable-executions/${encodeURIComponent(arn)}`;
    const answer = JSON.parse(await fetch(address).then((response) => response.text()));
    if (answer.Status === 'FAILED') throw new Error(JSON.stringify(answer.Error));
    if (answer.Status === 'SUCCEEDED') return BigInt(JSON.parse(answer.Result));
  }
}
