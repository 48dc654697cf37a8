import { setTimeout as pause } from 'node:timers/promises';
import type { Event, Lambda } from '@aws-sdk/client-lambda';
import { fullHistory } from './full-history.ts';
import type { Ledger } from './ledger.ts';
import type { Load } from './load.ts';

/** Milliseconds in which everything must have come to its end; most runs need a hundredth of it. */
const patience = 30_000;

/** Brings every execution to its end, and returns what their histories then are, by ARN. */
export async function recover(
  lambda: Lambda,
  load: Load,
  ledger: Ledger,
): Promise<ReadonlyMap<string, readonly Event[]>> {
  await load.repeatStarts(lambda);
  const histories = new Map<string, readonly Event[]>();
  const giveUpAt = performance.now() + patience;
  while (histories.size < ledger.starts.size && performance.now() < giveUpAt) {
    for (const arn of ledger.starts.values())
      if (!histories.has(arn) && (await hasEnded(lambda, arn)))
        histories.set(arn, await fullHistory(lambda, arn));
    for (const [callbackId, { arn }] of ledger.callbacks)
      if (!histories.has(arn)) await load.answer(lambda, callbackId, true);
    await pause(10);
  }
  for (const arn of ledger.starts.values())
    if (!histories.has(arn)) ledger.complaints.push(`${arn} does not end: ${await standing(lambda, arn)}`);
  return histories;
}

async function hasEnded(lambda: Lambda, DurableExecutionArn: string): Promise<boolean> {
  const { Status } = await lambda.getDurableExecution({ DurableExecutionArn, IncludeExecutionData: false });
  return Status !== 'RUNNING';
}

async function standing(lambda: Lambda, arn: string): Promise<string> {
  const events = await fullHistory(lambda, arn);
  return events.map(({ EventType, Name }) => `${EventType} ${Name ?? ''}`).join(', ');
}
