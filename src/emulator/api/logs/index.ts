import type { Action } from '../action.ts';
import { describeLogGroups } from './describe-log-groups.ts';
import { describeLogStreams } from './describe-log-streams.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import { unknownOperation } from './unknown-operation.ts';

/** What is served of CloudWatch Logs: enough to read what functions printed. */
export const logsActions: readonly Action[] = [
  filterLogEvents,
  getLogEvents,
  describeLogGroups,
  describeLogStreams,
  unknownOperation,
];
