import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { isPassed, type SuiteResults } from './requirement-result.ts';

const root = join(import.meta.dirname, '..', '..');
const readme = join(root, 'README.md');
const place = /(<!-- conformance:begin -->\n)(.*?)(<!-- conformance:end -->)/s;

const titles = { ts: 'TypeScript', python: 'Python' } as const;

/** The README's table: how many requirements of each suite pass, by language, and what was tried. */
export function passTable(results: readonly SuiteResults[]): string {
  const suites = [
    ...new Set(results.flatMap(({ requirements }) => requirements.map(({ suite }) => suite))),
  ].toSorted();
  const row = (title: string, suite?: string) =>
    `| ${title} | ${Object.keys(titles)
      .map((language) => passed(results, language, suite))
      .join(' | ')} |`;
  const { kit, python, javascript } = versions();
  return [
    `| Suite | ${Object.values(titles).join(' | ')} |`,
    '|---|---:|---:|',
    ...suites.map((suite) => row(`\`${suite}\``, suite)),
    row('all'),
    '',
    `Conformance kit ${kit}; durable SDK for TypeScript ${javascript}, for Python ${python}.`,
  ].join('\n');
}

function passed(results: readonly SuiteResults[], language: string, suite: string | undefined): string {
  const own = results
    .filter((one) => one.language === language)
    .flatMap(({ requirements }) => requirements)
    .filter((requirement) => suite === undefined || requirement.suite === suite);
  return own.length === 0 ? '' : `${own.filter(isPassed).length} of ${own.length}`;
}

function versions() {
  const requirements = readFileSync(join(import.meta.dirname, 'requirements.txt'), 'utf8');
  const pinned = (name: string) => new RegExp(`^${name}==(.*)$`, 'm').exec(requirements)?.[1];
  const sdk = join(root, 'node_modules/@aws/durable-execution-sdk-js/package.json');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(sdk, 'utf8')));
  return {
    kit: pinned('aws-durable-execution-conformance-tests'),
    python: pinned('aws-durable-execution-sdk-python'),
    javascript: version,
  };
}

/** Replaces what is between the README's two marks. */
export function writePassTable(table: string): void {
  const text = readFileSync(readme, 'utf8');
  if (!place.test(text)) throw new Error('README.md has no place for the table of the conformance kit');
  writeFileSync(
    readme,
    text.replace(place, (_, begin: string, _old, end: string) => `${begin}${table}\n${end}`),
  );
}

/** Whether the README has a table, and another one. */
export function isOutdated(table: string): boolean {
  const [, , written] = place.exec(readFileSync(readme, 'utf8')) ?? [];
  return written !== undefined && written !== `${table}\n`;
}
