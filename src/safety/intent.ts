import type { Target } from './whereabouts.ts';

/** What a command is about to change, in the words of its question. */
export interface Intent {
  readonly verb: 'answer' | 'start' | 'stop';
  /** `3 executions`. */
  readonly what: string;
  /** What is sent, after where it goes: `with success: 24 bytes`. */
  readonly content?: string | undefined;
  readonly targets: readonly Target[];
  /** Whether it is asked about even where nothing is protected, as when it changes more than one thing. */
  readonly isAskedAnywhere: boolean;
}
