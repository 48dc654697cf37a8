import type { LocatedCallback } from '../lambda/locate-callback.ts';
import type { Intent } from '../safety/intent.ts';
import type { CallbackTarget } from './callback-target.ts';

/** To answer one callback, as the question about it says. */
export function answerIntent(
  kind: 'success' | 'failure' | undefined,
  { CallbackId, scope }: CallbackTarget,
  located?: LocatedCallback,
): Intent {
  const { DurableExecutionArn } = located ?? scope;
  const target = { CallbackId, DurableExecutionArn, functionName: scope.functionName };
  return {
    verb: 'answer',
    what: `a callback${kind ? ` (with ${kind})` : ''}`,
    targets: [target],
    isMany: false,
  };
}
