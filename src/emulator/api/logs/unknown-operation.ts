import * as z from 'zod/mini';
import { LogsRefusal, logsAction } from './logs-action.ts';

/** Every other operation of CloudWatch Logs. */
export const unknownOperation = logsAction({
  name: '{Operation}',
  input: z.unknown(),
  answer() {
    throw new LogsRefusal('UnknownOperationException', 'durcb lets logs be read, and nothing else.');
  },
});
