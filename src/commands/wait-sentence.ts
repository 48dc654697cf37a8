import type { Wait } from '../lambda/progress.ts';
import { formatDuration } from '../model/time.ts';

/** What an execution waits for, in words: `callback approve (expires in 4m 30s)`; `now` in epoch milliseconds. */
export function waitSentence(
  { Kind, OperationId, Name = OperationId, Until, HeartbeatTimeout, Attempt, FunctionName }: Wait,
  now: number,
): string {
  const left = Until && formatDuration(Math.max(0, Until.getTime() - now));
  switch (Kind) {
    case 'callback':
      return `callback ${Name}${expirySentence(left, HeartbeatTimeout)}`;
    case 'timer':
      return `timer ${Name} (${left ?? '?'} left)`;
    case 'retry':
      return `attempt ${Attempt} of step ${Name} (in ${left ?? '?'})`;
    case 'invoke':
      return `function ${FunctionName} (${Name})`;
  }
}

// Nobody can ask when the last heartbeat was.
function expirySentence(left: string | undefined, heartbeatSeconds: number | undefined): string {
  const ways = [
    left && `in ${left}`,
    heartbeatSeconds && `${formatDuration(heartbeatSeconds * 1000)} after its last heartbeat`,
  ].filter(Boolean);
  return ways.length > 0 ? ` (expires ${ways.join(', or ')})` : '';
}
