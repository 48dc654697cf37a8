/** A word of the API as people write it: `timed out` for `TIMED_OUT`. */
export const plainWords = (word: string): string => word.toLowerCase().replaceAll('_', ' ');
