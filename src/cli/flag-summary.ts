import type { Flag } from './command.ts';

/** What help says of an option: its summary, and the words that may follow it. */
export function flagSummary({ summary, complete }: Pick<Flag, 'summary' | 'complete'>): string {
  return typeof complete === 'object' ? `${summary} (${complete.join(', ')})` : summary;
}
