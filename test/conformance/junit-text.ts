import type { SuiteResults } from './requirement-result.ts';

/** One JUnit file of all suites. */
export function junitText(results: readonly SuiteResults[]): string {
  const suites = results.map(({ junit }) => junit).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites}\n</testsuites>\n`;
}
