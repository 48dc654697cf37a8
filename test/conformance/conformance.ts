// Runs the requirements of AWS's conformance kit against the emulator: npm run conformance -- --help
import { globSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { junitText } from './junit-text.ts';
import { kitPython } from './kit-python.ts';
import { isOutdated, passTable, writePassTable } from './pass-table.ts';
import { isBlocking, type SuiteResults } from './requirement-result.ts';
import { resultsText } from './results-text.ts';
import { runSuite, type SuiteToRun } from './run-suite.ts';

const usage = `npm run conformance -- [options]

  --language ts|python|all   whose functions (default all)
  --suite NAME...            only these suites
  --template FILE            the functions of another template instead of ours; --language says whose they are
  --requirements DIR         those of another kit: a folder for each suite; what it lacks is not tried
  --junit FILE               write the results there
  --histories DIR            keep the histories of the executions there
  --at-once N                suites that run at the same time (default 3)
  --write-readme             bring the README's table up to date`;

const { values: options, positionals } = parseArgs({
  // The names behind the first one of --suite.
  allowPositionals: true,
  options: {
    language: { type: 'string', default: 'all' },
    suite: { type: 'string', multiple: true, default: [] },
    template: { type: 'string' },
    requirements: { type: 'string' },
    junit: { type: 'string' },
    histories: { type: 'string' },
    'at-once': { type: 'string', default: '3' },
    'write-readme': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const wantedSuites = [...options.suite, ...positionals];
const directories = { ts: 'typescript', python: 'python' } as const;

if (options.help) console.log(usage);
else process.exitCode = await main().catch(refuse);

function refuse(error: unknown): number {
  console.error(error instanceof Error ? error.message : error);
  return 1;
}

async function main(): Promise<number> {
  const suites = options.template === undefined ? ownSuites() : [foreignSuite(options.template)];
  const most = suitesAtOnce();
  const python = await kitPython();
  const { histories, requirements } = options;
  const running = { python, histories, requirements, say: (line: string) => console.error(line) };
  const outcomes = await atOnce(most, suites, (suite) => runSuite(suite, running));
  const results = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  console.log(resultsText(results));
  if (options.junit !== undefined) writeFileSync(options.junit, junitText(results));
  for (const outcome of outcomes) if (outcome.status === 'rejected') refuse(outcome.reason);
  const isBlocked = results.some(({ requirements }) => requirements.some(isBlocking));
  return isBlocked || results.length < outcomes.length ? 1 : compareReadme(results);
}

function suitesAtOnce(): number {
  const text = options['at-once'];
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--at-once takes a number from 1, not '${text}'`);
  return Number(text);
}

function compareReadme(results: readonly SuiteResults[]): number {
  const isOther = options.template !== undefined || options.requirements !== undefined;
  if (isOther || wantedSuites.length > 0 || options.language !== 'all') return 0;
  const table = passTable(results);
  if (options['write-readme']) writePassTable(table);
  console.log(`\n${table}`);
  if (!isOutdated(table)) return 0;
  console.error('The table in README.md is not this one: run again with --write-readme.');
  return 1;
}

function ownSuites(): SuiteToRun[] {
  const found = Object.entries(directories)
    .filter(([language]) => options.language === 'all' || options.language === language)
    .flatMap(([language, directory]) =>
      globSync(join(import.meta.dirname, 'handlers', directory, '*', 'template.yaml')).map((template) => ({
        language,
        template,
        suite: basename(dirname(template)),
      })),
    )
    .toSorted((a, b) => (a.template < b.template ? -1 : 1));
  const unknown = wantedSuites.filter((wanted) => !found.some(({ suite }) => suite === wanted));
  if (found.length === 0 || unknown.length > 0)
    throw new Error(`There are no functions for ${options.language} ${unknown.join(', ')}`);
  return found.filter(({ suite }) => wantedSuites.length === 0 || wantedSuites.includes(suite));
}

function foreignSuite(template: string): SuiteToRun {
  const [suite, ...more] = wantedSuites;
  if (more.length > 0) throw new Error('--template takes one --suite');
  return { language: options.language, template, suite };
}

/** Runs so many at the same time, all of them whatever becomes of one; the outcomes are in the order of the items. */
async function atOnce<Item, Result>(
  count: number,
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> {
  const outcomes = new Map<number, PromiseSettledResult<Result>>();
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) {
      const [outcome] = await Promise.allSettled([run(item)]);
      outcomes.set(index, outcome);
    }
  };
  await Promise.all(Array.from({ length: count }, worker));
  return [...outcomes].toSorted(([a], [b]) => a - b).map(([, outcome]) => outcome);
}
