import type { Flag } from './command.ts';

/** What help says of an option: its summary, and the words that may follow it unless they are in there. */
export function flagSummary({ summary, complete }: Pick<Flag, 'summary' | 'complete'>): string {
  const isTold = typeof complete !== 'object' || complete.every((word) => summary.includes(word));
  return isTold ? summary : `${summary} (${complete.join(', ')})`;
}
