import { exitCodes, Failure } from './failure.ts';

/** Why a run was broken off: the reason its signal aborts with. */
export const interruptions = {
  SIGHUP: new Failure({ code: 'hung-up', message: 'the terminal has gone', exitCode: exitCodes.hungUp }),
  SIGINT: new Failure({ code: 'interrupted', message: 'interrupted', exitCode: exitCodes.interrupted }),
  SIGTERM: new Failure({ code: 'terminated', message: 'terminated', exitCode: exitCodes.terminated }),
  /** Nobody reads stdout any more: as with `| head`, that is no failure. */
  closedPipe: new Failure({
    code: 'closed-pipe',
    message: 'nobody reads the output',
    exitCode: exitCodes.done,
  }),
} as const;

/** The interruption that ended a run, when one did. */
export function interruptionOf(signal: AbortSignal): Failure | undefined {
  return signal.aborted && signal.reason instanceof Failure ? signal.reason : undefined;
}
