import type { Target } from './whereabouts.ts';

/** What a command is about to change, in the words of its question. */
export interface Intent {
  readonly verb: 'answer' | 'start' | 'stop';
  /** `3 executions`. */
  readonly what: string;
  readonly targets: readonly Target[];
  /** Whether it is asked about wherever it is: it changes more than one thing. */
  readonly isMany: boolean;
}
