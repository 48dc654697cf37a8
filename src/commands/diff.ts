import * as z from 'zod/mini';
import { argument, type Context, command, flag } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import { resolveExecution } from '../lambda/resolve-execution.ts';
import { column, durationColumn, idOf } from './column.ts';
import { executionArgument, functionOption } from './execution-target.ts';
import {
  type Aspect,
  aspects,
  type Comparison,
  compareExecutions,
  firstDivergence,
} from './looking/compare-executions.ts';
import { comparedSides, wholePath } from './looking/compared-side.ts';
import type { DiffRow } from './output/operation.ts';
import { given } from './values/text-value.ts';

export const diff = command({
  name: 'diff',
  summary: 'compare two executions operation by operation; exit 0 when alike, 1 when not, 2 for trouble',
  examples: [
    'durcb diff order-6 order-7 --function order   what the two did differently, and where it began',
    'durcb diff @last-failed order-6 --all         also what was alike, with how long it took',
    'durcb diff order-6 order-7 --ignore input,result',
  ],
  arguments: {
    a: argument('<a>', executionArgument.summary, executionArgument.schema, 'execution'),
    b: argument('<b>', 'the other, named likewise', executionArgument.schema, 'execution'),
  },
  options: {
    function: functionOption,
    all: flag('--all', 'operations that are alike, too', given),
    ignore: flag(
      '--ignore <what>',
      `what makes no difference, by commas: ${aspects.join(', ')}`,
      z.optional(
        z.pipe(
          z
            .string()
            .check(
              z.refine((text) => text.split(',').every(isAspect), `expected some of ${aspects.join(', ')}`),
            ),
          z.transform((text) => text.split(',').filter(isAspect)),
        ),
      ),
      aspects,
    ),
  },
  async run(context, input) {
    const comparisons = await compared(context, input).catch(asTrouble);
    const first = firstDivergence(comparisons);
    const different = comparisons.filter(isDifferent);
    if (first)
      context.io.note(`durcb: they first differ at ${nameOf(first)}: ${first.differences.join(', ')}`);
    return {
      kind: 'rows',
      columns,
      rows: (input.all ? comparisons : different.filter(isTold(comparisons))).map((one) =>
        rowOf(one, one === first),
      ),
      id: idOf('Path'),
      mayCutId: true,
      empty: `no difference in ${comparisons.length - 1} operations`,
      exitCode: different.length > 0 ? exitCodes.error : exitCodes.done,
    };
  },
});

const isAspect = (text: string): text is Aspect => aspects.some((aspect) => aspect === text);

const isDifferent = ({ differences }: Comparison): boolean => differences.length > 0;

/** Not what is missing on one side because all that it is in is missing there. */
function isTold(comparisons: readonly Comparison[]): (comparison: Comparison) => boolean {
  const missing = new Set(comparisons.filter(({ A, B }) => !A || !B).map(({ Path }) => Path));
  return ({ Path }) => !missing.has(Path.slice(0, Math.max(0, Path.lastIndexOf('/'))));
}

interface DiffInput {
  readonly a: string;
  readonly b: string;
  readonly function: string | undefined;
  readonly ignore: readonly Aspect[] | undefined;
}

async function compared({ lambda: connect, clock, signal }: Context, input: DiffInput) {
  const lambda = await connect();
  const now = clock.now();
  const [a = new Map(), b = new Map()] = await Promise.all(
    [input.a, input.b].map(async (text) =>
      comparedSides(lambda, await resolveExecution(lambda, text, input.function, signal), now, signal),
    ),
  );
  return compareExecutions(a, b, input.ignore ?? []);
}

// As with diff(1), 1 has one meaning only.
function asTrouble(error: unknown): never {
  if (!(error instanceof Failure) || error.exitCode !== exitCodes.error) throw error;
  throw error.with({ exitCode: exitCodes.usage });
}

const nameOf = ({ Path }: Comparison): string => (Path === wholePath ? 'the execution itself' : Path);

const columns = [
  column('operation', 'Path'),
  column('difference', 'Derived.Difference'),
  durationColumn('took a', 'A.DurationSeconds'),
  durationColumn('took b', 'B.DurationSeconds'),
];

function rowOf({ Path, A, B, differences }: Comparison, isFirst: boolean): DiffRow {
  const Difference = differences.join(', ') || undefined;
  return {
    Path,
    A,
    B,
    Derived: { Difference, Differs: differences.length > 0, First: isFirst || undefined },
  };
}
