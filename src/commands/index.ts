import type { Command } from '../cli/command.ts';
import { answer } from './answer.ts';
import { completion } from './completion.ts';
import { config } from './config.ts';
import { demo } from './demo.ts';
import { describe } from './describe.ts';
import { diff } from './diff.ts';
import { doctor } from './doctor.ts';
import { emulate } from './emulate.ts';
import { executions } from './executions.ts';
import { exportCommand } from './export.ts';
import { heartbeat } from './heartbeat.ts';
import { history } from './history.ts';
import { open } from './open.ts';
import { pending } from './pending.ts';
import { rerun } from './rerun.ts';
import { result } from './result.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { sendFailure } from './send-failure.ts';
import { sendSuccess } from './send-success.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';
import { stop } from './stop.ts';
import { tail } from './tail.ts';
import { wait } from './wait.ts';

/** Every sub-command, in the order of help. */
export const commands: readonly Command[] = [
  pending,
  sendSuccess,
  sendFailure,
  heartbeat,
  run,
  answer,
  start,
  rerun,
  executions,
  stats,
  describe,
  tail,
  history,
  exportCommand,
  diff,
  open,
  wait,
  result,
  stop,
  emulate,
  demo,
  doctor,
  config,
  schema,
  completion,
];
