import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NormalisedEvent } from './normalised-history.ts';

const isUpdate = process.env.DURCB_UPDATE_GOLDEN === '1';

/** Holds a history to the stored one, event by event; `npm run golden` stores it instead. */
export function matchGolden(title: string, events: readonly NormalisedEvent[]): void {
  const file = join(import.meta.dirname, `${title.replaceAll(' ', '-')}.jsonl`);
  if (isUpdate) store(file, events);
  const golden: unknown[] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const [index, event] of events.entries()) assert.deepEqual(event, golden[index], `event ${index + 1}`);
  assert.equal(events.length, golden.length, 'events are missing at the end');
}

function store(file: string, events: readonly NormalisedEvent[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}
