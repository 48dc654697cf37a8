import type * as z from 'zod/mini';

/** What a value ought to have been, in words: `expected one of table, tsv`. */
export function explainIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue && issue.message !== 'Invalid input') return issue.message;
  switch (issue?.code) {
    case 'invalid_value':
      return `expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `expected ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
    case 'invalid_type':
      return `expected ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    case 'invalid_key':
      return explainIssue(issue.issues[0]);
    default:
      return 'not valid';
  }
}
