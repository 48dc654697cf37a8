import { isPassed, type RequirementResult, type SuiteResults } from './requirement-result.ts';

/** A line for each requirement, with what is wrong below it, what the kit does not know, and the totals by suite and overall. */
export function resultsText(results: readonly SuiteResults[]): string {
  const lines = results.flatMap(({ language, requirements }) =>
    requirements.flatMap((requirement) => requirementLines(language, requirement)),
  );
  const unknown = results
    .filter((one) => one.unknown.length > 0)
    .map((one) => `${one.language.padEnd(6)}  not in this kit: ${one.unknown.join(', ')}`);
  const totals = results.flatMap(({ language, requirements }) =>
    [...Map.groupBy(requirements, ({ suite }) => suite)].map(([suite, own]) =>
      totalLine(`${language} ${suite}`, own),
    ),
  );
  const overall = totalLine(
    'all',
    results.flatMap(({ requirements }) => requirements),
  );
  return [...lines, ...unknown, '', ...totals, overall].join('\n');
}

const words = {
  PASSED: 'passed',
  FAILED: 'FAILED',
  OPTIONAL_FAILED: 'failed (optional)',
  NOT_IMPLEMENTED: 'not implemented',
  UNCOVERED: 'UNCOVERED',
} as const satisfies Record<RequirementResult['status'], string>;

function requirementLines(language: string, requirement: RequirementResult): string[] {
  const { suite, id, status, duration_seconds: seconds, description, reason, errors } = requirement;
  const columns = [
    language.padEnd(6),
    suite.padEnd(18),
    id.padEnd(5),
    words[status].padEnd(17),
    `${seconds.toFixed(1)}s`.padStart(6),
    description ?? '',
  ];
  const below = status === 'NOT_IMPLEMENTED' ? [reason ?? 'no reason given'] : errors;
  return [columns.join('  '), ...below.map((line) => `        ${line}`)];
}

function totalLine(name: string, requirements: readonly RequirementResult[]): string {
  const passed = requirements.filter(isPassed).length;
  return `${name.padEnd(26)}${`${passed}/${requirements.length}`.padStart(8)} passed`;
}
