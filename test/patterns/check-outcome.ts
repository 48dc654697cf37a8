import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { exitCodes } from '../../src/cli/failure.ts';
import type { Durcb, Said } from '../durcb.ts';
import type { Run } from '../fixtures/functions/patterns.ts';
import { traceOf } from './trace-of.ts';

export type Expected = Pick<Run, 'status' | 'result' | 'errorMessage'> & {
  readonly trace: string | RegExp;
};

const exits: Readonly<Partial<Record<Run['status'], number>>> = {
  SUCCEEDED: exitCodes.done,
  FAILED: exitCodes.executionFailed,
};

/** What `result`, `tail` and `history` say of an execution that has ended; `followed` is a tail from its beginning. */
export async function checkOutcome(durcb: Durcb, arn: string, followed: Said, expected: Expected) {
  const result = await durcb('result', arn);
  assert.equal(result.exitCode, exits[expected.status], result.err);
  if (expected.status === 'SUCCEEDED') assert.deepEqual(JSON.parse(result.out), expected.result);
  else assert.ok(result.err.includes(`: ${expected.errorMessage})`), result.err);
  const history = await durcb.text('history', arn, '-o', 'json');
  checkTrace(traceOf(history), expected.trace);
  assert.equal(followed.exitCode, exits[expected.status], followed.err);
  assert.deepEqual(followed.out.trim().split('\n').map(eventOf), z.array(event).parse(JSON.parse(history)));
}

const event = z.object({ EventId: z.number(), EventType: z.string(), EventTimestamp: z.string() });

const eventOf = (line: string) => event.parse(JSON.parse(line));

function checkTrace(actual: string, expected: string | RegExp): void {
  if (expected instanceof RegExp) assert.match(actual, expected);
  else assert.equal(actual, expected);
}
