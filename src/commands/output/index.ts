import * as z from 'zod/mini';
import { answeredRow, ranRecord, sentRecord } from './answered.ts';
import { eventRow, exportRecord, logRow } from './event.ts';
import { executionRecord, executionRow, openedRecord, startedRecord } from './execution.ts';
import { beatRow } from './heartbeat.ts';
import { diffRow, treeRow } from './operation.ts';
import { pendingRow } from './pending.ts';
import { checkUpRow, emulatorRecord, policyRecord, schemaRow, settingRow } from './setting.ts';
import { awaitedRecord, describedRecord } from './standing.ts';
import { histogramRow, statisticsRow } from './stats.ts';
import { stoppedRow } from './stop.ts';
import { watchedRow } from './watched.ts';

/** What a command prints under `-o jsonl`, a line: a row of many, or the one record. */
interface Output {
  readonly rows?: z.ZodMiniType;
  readonly record?: z.ZodMiniType;
  /** What it is printed for, when that is not `-o json`. */
  readonly option?: string;
}

const started = { record: z.union([startedRecord, executionRecord({})]), rows: eventRow };

/** By the names of the commands; the others print no JSON of their own. */
export const outputs: Readonly<Record<string, Output>> = {
  pending: { rows: z.union([watchedRow, pendingRow]) },
  'send-success': { record: sentRecord },
  'send-failure': { record: sentRecord },
  heartbeat: { rows: beatRow },
  run: { record: ranRecord },
  answer: { rows: answeredRow },
  start: started,
  rerun: started,
  executions: { rows: executionRow },
  stats: { rows: z.union([statisticsRow, histogramRow]) },
  describe: { record: describedRecord },
  tail: { rows: z.union([eventRow, logRow]) },
  history: { rows: z.union([eventRow, treeRow]) },
  export: { record: exportRecord, option: '--format json' },
  diff: { rows: diffRow },
  open: { record: openedRecord },
  wait: { record: awaitedRecord },
  stop: { rows: stoppedRow },
  emulate: { record: emulatorRecord },
  doctor: { rows: checkUpRow, record: policyRecord },
  config: { rows: settingRow },
  schema: { rows: schemaRow },
};

/** A line of `-o jsonl`. */
export const lineOf = ({ rows, record }: Output): z.ZodMiniType => either(record, rows);

/** The document of `-o json`. */
export const documentOf = ({ rows, record }: Output): z.ZodMiniType => either(record, rows && z.array(rows));

function either(one: z.ZodMiniType | undefined, other: z.ZodMiniType | undefined): z.ZodMiniType {
  return one && other ? z.union([one, other]) : (one ?? other ?? z.never());
}
