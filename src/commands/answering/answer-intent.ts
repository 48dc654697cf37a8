import { parseExecutionArn } from '../../model/arn.ts';
import type { Intent } from '../../safety/intent.ts';
import type { Target } from '../../safety/whereabouts.ts';
import type { Answer } from './answer-callback.ts';

export interface IntendedAnswer extends Target {
  readonly CallbackId: string;
  readonly Name: string | undefined;
  /** Undefined where it is still to be made. */
  readonly answer?: Pick<Answer, 'kind' | 'description'>;
  /** Whether somebody has typed it just now, who is to look at it before it is sent. */
  readonly isTyped?: boolean;
}

/** To answer one callback, as the question about it says. */
export function answerIntent({ Name, answer, isTyped = false, ...target }: IntendedAnswer): Intent {
  const { CallbackId, DurableExecutionArn = '' } = target;
  const execution = parseExecutionArn(DurableExecutionArn)?.executionName;
  const whose = execution === undefined ? '' : ` of execution ${execution}`;
  return {
    verb: 'answer',
    what: `${Name ?? `callback ${CallbackId}`}${whose}`,
    content: answer && contentOf(answer),
    targets: [target],
    isAskedAnywhere: isTyped,
  };
}

/** `with success: 24 bytes, sha256 753a43160228…`. */
function contentOf({ kind, description: { Bytes, Sha256 } }: Pick<Answer, 'kind' | 'description'>): string {
  if (Sha256 === undefined) return `with ${kind}: no result`;
  const size = `${Bytes} ${Bytes === 1 ? 'byte' : 'bytes'}`;
  return `with ${kind}: ${size}, sha256 ${String(Sha256).slice(0, 12)}…`;
}
